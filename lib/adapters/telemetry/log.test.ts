/** Canaries: secrets that are logged in every way one can think of, and must not come out. */
import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

const CANARY = "c4n4ry-value-that-must-not-appear";

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLog({ name: "test", level: "debug", production: true, destination }));
  return lines.join("");
}

describe("the log", () => {
  it.each([
    ["a field", (log: ReturnType<typeof createLog>) => log.info({ password: CANARY }, "x")],
    ["a deep field", (log: ReturnType<typeof createLog>) => log.info({ a: { b: [{ newPassword: CANARY }] } }, "x")],
    [
      "headers",
      (log: ReturnType<typeof createLog>) =>
        log.info({ headers: new Headers({ cookie: CANARY, authorization: CANARY, "x-api-key": CANARY }) }, "x"),
    ],
    ["a child's binding", (log: ReturnType<typeof createLog>) => log.child({ sessionToken: CANARY }).info("x")],
    [
      "an error's address",
      (log: ReturnType<typeof createLog>) =>
        log.error({ err: new Error(`cannot reach postgresql://app:${CANARY}@db/x`) }, "x"),
    ],
    [
      "an error's cause",
      (log: ReturnType<typeof createLog>) => log.error({ err: new Error("x", { cause: { secret: CANARY } }) }, "x"),
    ],
    ["a message", (log: ReturnType<typeof createLog>) => log.info(`Authorization: Bearer ${CANARY}`)],
    [
      "settings",
      (log: ReturnType<typeof createLog>) =>
        log.info({ NEXTAUTH_SECRET: CANARY, BALLAST_HASH_KEY: CANARY, DATABASE_URL: CANARY }, "x"),
    ],
  ])("hides a secret in %s", (_, write) => {
    const out = logged(write);
    expect(out).toContain("redacted");
    expect(out).not.toContain(CANARY);
  });

  it("hides addresses of people and keys by their look", () => {
    const out = logged((log) => log.info("ann@example.com used blst_ab12cd34_0123456789abcdefABCDEF"));
    expect(out).not.toMatch(/ann@example|0123456789abcdef/);
  });

  it("is one JSON object a line with level, time and the request's id", () => {
    const line: unknown = JSON.parse(logged((log) => log.child({ requestId: "r-1" }).warn({ orderId: "o-1" }, "slow")));
    expect(line).toMatchObject({ level: "warn", requestId: "r-1", orderId: "o-1", msg: "slow", name: "test" });
    expect(line).toHaveProperty("time", expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
  });
});
