/** A worker that is killed in the middle of a change of lots leaves the books whole, and the next start finishes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { setLotMethod } from "../accounts/set-lot-method.ts";
import { checkReplay } from "../proof/replay-check.ts";

const CHILD = fileURLToPath(new URL("../../testing/lots/advance-child.ts", import.meta.url));

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

it("is finished by the next start when the worker was killed between two steps or in one", {
  timeout: 180_000,
}, async () => {
  const accountId = await addAccount(desk, trader, { cash: "1000000" });
  const trades = new Map<string, number>();
  for (const symbol of ["KAAA", "KBBB", "KCCC"])
    trades.set(await addInstrument(desk.database, { symbol, price: "10" }), 2_600);
  await recordTrades(desk, accountId, trades);
  const input = { accountId, method: "lifo", version: 1, reason: "test" } as const;
  await setLotMethod({ ctx: desk.contextFor({ user: trader }), input });
  const change = () => desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
  // The part of the proof that lots can break.
  const clean = () => desk.database.$transaction((tx) => checkReplay(tx, [accountId]), { timeout: 30_000 });

  // Before anything is written, then with one instrument done.
  await killedWhen(async () => true);
  expect((await change()).status).toBe("waiting");
  expect(await clean()).toEqual([]);
  await killedWhen(async () => (await change()).done > 0);
  const half = await change();
  expect([half.status, half.done > 0]).toEqual(["waiting", true]);
  expect(half.done).toBeLessThan(half.trades);
  expect(await clean()).toEqual([]);

  const [code] = (await once(start(), "exit")) as [number | null];
  expect(code).toBe(0);
  expect(await change()).toMatchObject({ status: "done", done: half.trades });
  expect((await desk.database.account.findUniqueOrThrow({ where: { id: accountId } })).lotMethod).toBe("lifo");
  expect(await desk.database.position.count({ where: { accountId, lotMethod: { not: null } } })).toBe(0);
  expect(await clean()).toEqual([]);
});

function start() {
  return spawn(process.execPath, [CHILD, database.appUrl], { stdio: "inherit" });
}

async function killedWhen(holds: () => Promise<boolean>): Promise<void> {
  const child = start();
  const gone = once(child, "exit");
  while (child.exitCode === null && !(await holds())) await pause(5);
  child.kill("SIGKILL");
  expect(await gone).toEqual([null, "SIGKILL"]);
}
