/** A worker that is killed in the middle of a run leaves nothing half done, and the next one finishes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays, asLocalDate } from "#lib/domain/shared/local-date.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";

const CHILD = fileURLToPath(new URL("../../testing/performance/rebuild-child.ts", import.meta.url));

let database: TestDatabase;
let books: BookDesk;
beforeAll(async () => {
  database = await createTestDatabase();
  books = await openBookDesk(database.appUrl);
});
afterAll(async () => {
  await books.close();
  await database.drop();
});

it("a worker killed while it writes a run leaves the figures as they were, and the next start finishes", async () => {
  const { desk } = books;
  const account = await books.openBook();
  const asset = await books.instrument(account, "KILL");
  const start = asLocalDate("2015-01-05");
  const trades = Array.from({ length: 1_500 }, (_, at) => ({
    ...{ type: "buy" as const, day: addDays(start, at * 2), asset, quantity: "1", price: "10" },
  }));
  await books.record(account, [{ type: "deposit", day: start, gross: "100000" }, ...trades]);
  await books.rebuild();
  const before = await books.report(account, { asOf: "2020-06-30" });
  await books.record(account, [{ type: "dividend", day: "2020-06-01", asset, gross: "25" }]);
  const shown = () => desk.database.performanceAccount.findUniqueOrThrow({ where: { accountId: account } });
  const half = () => desk.database.performanceRun.findFirst({ where: { accountId: account, status: "building" } });
  const killedIn = await killWhileBuilding(account, half);
  expect(killedIn).not.toBeNull();
  // Whatever it had published before it was killed was whole; what it was at is nobody's.
  const { runId } = await shown();
  expect(runId).not.toBe(killedIn);
  const during = await books.report(account, { asOf: "2020-06-30" });
  expect(["0", "25"]).toContain(during.totals.income);
  if (during.state.rebuilding) expect(during.totals).toEqual(before.totals);
  await desk.database.performanceAccount.update({
    where: { accountId: account },
    data: { requested: { increment: 1 }, retryAt: null },
  });
  await books.rebuild();
  const after = await books.report(account, { asOf: "2020-06-30" });
  expect(after.state.rebuilding).toBe(false);
  expect(after.totals.income).toBe("25");
  expect(after.series.length).toBe(before.series.length);
});

/** The run that was being written when its process was killed; again when the kill came between two runs. */
async function killWhileBuilding(
  account: string,
  half: () => Promise<{ readonly id: string } | null>,
): Promise<string | null> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const child = spawn(process.execPath, [CHILD, database.appUrl, account], { stdio: "inherit" });
    const gone = once(child, "exit");
    while (child.exitCode === null && (await half()) === null) await pause(1);
    child.kill("SIGKILL");
    const [, signal] = (await gone) as [number | null, string | null];
    expect(signal).toBe("SIGKILL");
    const left = await half();
    if (left !== null) return left.id;
  }
  return null;
}
