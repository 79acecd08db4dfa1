/** What is to be taken back goes through the queue, has a job again where its own is gone, and is done by a worker that only starts then. */
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TAKE_BACK_QUEUE } from "#lib/db/queues.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { advanceCorporateActions } from "#lib/services/corporate-actions/advance-corporate-actions.ts";
import { remindOfTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";
import { announceCorporateAction } from "#lib/services/corporate-actions/announce-corporate-action.ts";
import { takeBackCorporateAction } from "#lib/services/corporate-actions/take-back-corporate-action.ts";
import { readVenueTime } from "#lib/services/market/venue-time.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { openQueue, type TestQueue } from "#lib/testing/queue.ts";
import { workTakeBackQueue } from "./take-backs.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let admin: TestUser;
let queue: TestQueue;
let boss: PgBoss;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  [trader, admin] = [await addUser(desk.database, "trader"), await addUser(desk.database, "admin")];
  queue = await openQueue(database);
  boss = queue.boss;
});
afterAll(async () => {
  await queue.stop();
  await desk.close();
  await database.drop();
});

/** A dividend in the books of one account, and wanted out of them again. */
async function wanted(symbol: string): Promise<string> {
  const asset = await addInstrument(desk.database, { symbol, price: "10" });
  await recordTrades(desk, await addAccount(desk, trader, { cash: "1000" }), new Map([[asset, 2]]));
  const ctx = desk.contextFor({ user: admin });
  const exDay = toLocalDate(await readVenueTime(desk.database), VENUE_ZONE);
  const terms = { amount: dec("1"), ratioNew: null, ratioOld: null, cashInLieu: null, newSymbol: null };
  const announced = { symbol, kind: "cash_dividend", exDay, reason: "As the company said", ...terms } as const;
  const { id } = await announceCorporateAction({ ctx, input: announced });
  await advanceCorporateActions({ ctx: desk.contextFor() });
  const wish = await takeBackCorporateAction({ ctx, input: { id, reason: "It said something else" } });
  expect(wish).toMatchObject({ status: "taking_back", accounts: 1 });
  return id;
}

const statusOf = async (id: string) =>
  (await desk.database.corporateAction.findUniqueOrThrow({ where: { id } })).status;
const jobs = async () => (await boss.findJobs(TAKE_BACK_QUEUE)).map(({ state }) => state);

it("has a job again where its own is gone, and only one", async () => {
  const id = await wanted("GONE");
  expect(await jobs()).toEqual(["created"]);
  await desk.database.$executeRaw`delete from pgboss.job where name = ${TAKE_BACK_QUEUE}`;
  await remindOfTakeBacks(desk.contextFor());
  await remindOfTakeBacks(desk.contextFor());
  expect(await jobs()).toEqual(["created"]);
  expect(await statusOf(id)).toBe("taking_back");
});

it("is done by a worker that starts, whether it was wished before or after", async () => {
  const before = await wanted("BEFORE");
  const failures: unknown[] = [];
  await workTakeBackQueue(
    boss,
    () => desk.contextFor(),
    (error) => failures.push(error),
  );
  await expect.poll(() => statusOf(before), { timeout: 30_000 }).toBe("taken_back");
  const after = await wanted("AFTER");
  await expect.poll(() => statusOf(after), { timeout: 30_000 }).toBe("taken_back");
  expect(failures).toEqual([]);
});
