/** A wish for other lots goes through the queue, and what was wished before a worker started is done too. */
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOT_QUEUE } from "#lib/db/queues.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { setLotMethod } from "#lib/services/accounts/set-lot-method.ts";
import { remindOfLotChanges } from "#lib/services/lots/advance-lot-change.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { openQueue, type TestQueue } from "#lib/testing/queue.ts";
import { workLotQueue } from "./lot-changes.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;
let queue: TestQueue;
let boss: PgBoss;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  user = await addUser(desk.database, "trader");
  queue = await openQueue(database);
  boss = queue.boss;
});
afterAll(async () => {
  await queue.stop();
  await desk.close();
  await database.drop();
});

it("has a job again where its own is gone, and is not done by whoever only looks", async () => {
  const asset = await addInstrument(desk.database, { symbol: "GONE", price: "10" });
  const accountId = await addAccount(desk, user, { cash: "1000" });
  await recordTrades(desk, accountId, new Map([[asset, 510]]));
  const input = { accountId, method: "lifo", version: 1, reason: "test" } as const;
  await setLotMethod({ ctx: desk.contextFor({ user }), input });
  const jobs = async () => (await boss.findJobs(LOT_QUEUE)).map(({ state }) => state);
  await desk.database.$executeRaw`delete from pgboss.job where name = ${LOT_QUEUE}`;
  await remindOfLotChanges(desk.contextFor());
  expect(await jobs()).toEqual([]);
  await desk.database.lotChange.updateMany({ data: { updatedAt: new Date(Date.now() - 60_000) } });
  await remindOfLotChanges(desk.contextFor());
  await remindOfLotChanges(desk.contextFor());
  expect(await jobs()).toEqual(["created"]);
  const { status } = await desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
  expect(status).toBe("waiting");
  await workLotQueue(
    boss,
    () => desk.contextFor(),
    () => undefined,
  );
  const change = () => desk.database.lotChange.findFirstOrThrow({ where: { accountId } });
  await expect.poll(async () => (await change()).status, { timeout: 30_000 }).toBe("done");
  await boss.offWork(LOT_QUEUE);
});

it("does what is wished before and after it starts", async () => {
  const asset = await addInstrument(desk.database, { symbol: "QUEUE", price: "10" });
  const accounts = [await addAccount(desk, user, { cash: "1000" }), await addAccount(desk, user, { cash: "1000" })];
  const [before, after] = accounts as [AccountId, AccountId];
  for (const accountId of accounts) await recordTrades(desk, accountId, new Map([[asset, 510]]));
  const wish = (accountId: AccountId) =>
    setLotMethod({ ctx: desk.contextFor({ user }), input: { accountId, method: "lifo", version: 1, reason: "test" } });
  expect((await wish(before)).lotChange?.status).toBe("waiting");
  const failures: unknown[] = [];
  await workLotQueue(
    boss,
    () => desk.contextFor(),
    (error) => failures.push(error),
  );
  await wish(after);
  const methods = async () => {
    const rows = await desk.database.account.findMany({ where: { id: { in: accounts } }, select: { lotMethod: true } });
    return rows.map(({ lotMethod }) => lotMethod);
  };
  await expect.poll(methods, { timeout: 30_000 }).toEqual(["lifo", "lifo"]);
  expect(failures).toEqual([]);
});
