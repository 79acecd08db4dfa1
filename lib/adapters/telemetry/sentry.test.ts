/** Error reports: what is sent, what is left out, and that nothing is loaded without an address. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "./log.ts";
import { openSentry } from "./sentry.ts";

const CANARY = "c4n4ry-value-that-must-not-appear";

let server: Server;
const received: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      received.push(body);
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const quiet = () =>
  createLog({ name: "test", level: "info", production: true, destination: { write: () => undefined } });

it("loads nothing and sends nothing without a DSN", async () => {
  const close = await openSentry({ dsn: undefined, name: "web", version: "1.2.3", production: true });
  expect("__SENTRY__" in globalThis).toBe(false);
  quiet().error({ err: new Error("nobody hears this") }, "failed");
  await close();
  expect(received).toEqual([]);
});

it("sends what the log calls an error, with its request's id and without secrets", async () => {
  const { port } = server.address() as AddressInfo;
  const dsn = `http://public@127.0.0.1:${port}/1`;
  const close = await openSentry({ dsn, name: "web", version: "1.2.3", production: true });
  const log = quiet();
  log.warn({ err: new Error("only a warning") }, "not sent");
  const cause = new Error(`cannot reach postgresql://app:${CANARY}@db/x`);
  log.error({ err: new Error("the lots do not add up", { cause }), requestId: "0199-abc" }, "a request failed");
  await close();
  const sent = received.join("\n");
  expect(sent).toContain("the lots do not add up");
  expect(sent).toContain("ballast@1.2.3");
  expect(sent).toContain("0199-abc");
  expect(sent).toContain("cannot reach postgresql://app:[redacted]");
  expect(sent).not.toContain(CANARY);
  expect(sent).not.toContain("only a warning");
}, 60_000);
