/** What corporate actions lock they lock in one order, so that nobody waits in a ring while the desk stands still: desk, action, instrument; accounts by id. */
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { advanceCorporateActions } from "./advance-corporate-actions.ts";
import { announceCorporateAction } from "./announce-corporate-action.ts";
import { lookAtCreditsAnew } from "./under-way.ts";

let database: TestDatabase;
let desk: TestDesk;
let admin: TestUser;
/** Somebody else, who has locked the first and takes the second. */
let other: pg.Client;
let today: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  admin = await addUser(desk.database, "admin");
  other = new pg.Client({ connectionString: database.appUrl });
  await other.connect();
});
beforeEach(async () => {
  today = toLocalDate(await readVenueTime(desk.database), VENUE_ZONE);
});
afterAll(async () => {
  await other.end();
  await desk.close();
  await database.drop();
});

const NONE = { amount: null, ratioNew: null, ratioOld: null, cashInLieu: null, newSymbol: null };

function announce(symbol: string, terms: object) {
  const input = { ...NONE, symbol, kind: "split", exDay: today, reason: "As the company said", ...terms } as const;
  return announceCorporateAction({ ctx: desk.contextFor({ user: admin }), input });
}

const isWaiting = async () =>
  (await other.query("select 1 from pg_locks where not granted and pid <> pg_backend_pid()")).rowCount !== 0;

/** While somebody has the first, whoever waits for it must not have the second. */
async function inOrder(
  first: string,
  second: string,
  id: readonly [string | null, string],
  work: () => Promise<unknown>,
) {
  await other.query("begin");
  await other.query(first, id[0] === null ? [] : [id[0]]);
  const done = work();
  done.catch(() => undefined);
  try {
    await expect.poll(isWaiting).toBe(true);
    await other.query(`${second} nowait`, [id[1]]);
  } finally {
    await other.query("rollback");
    await done;
  }
}

const ASSET = "select 1 from asset where id = $1 for no key update";
const ACTION = "select 1 from corporate_action where id = $1 for update";
const ACCOUNT = "select 1 from account where id = $1 for no key update";
const DESK = "select pg_advisory_xact_lock(desk_lock_key())";

it("one of today is announced with the desk before its instrument", async () => {
  const asset = await addInstrument(desk.database, { symbol: "AAA", price: "10" });
  await inOrder(DESK, ASSET, [null, asset], () => announce("AAA", { ratioNew: dec("2"), ratioOld: dec("1") }));
});

it("one is begun with itself before its instrument", async () => {
  const assetId = await addInstrument(desk.database, { symbol: "BBB", price: "10" });
  const told = { kind: "cash_dividend", status: "announced", exDay: new Date(`${today}T00:00:00Z`), amount: "1" };
  const id = crypto.randomUUID();
  await desk.database.corporateAction.create({
    data: { ...told, id, assetId, reason: "As the company said", createdBy: admin.id },
  });
  await inOrder(ACTION, ASSET, [id, assetId], () => advanceCorporateActions({ ctx: desk.contextFor() }));
});

it("accounts are looked at anew by their id, whatever way they are found", async () => {
  const asset = await addInstrument(desk.database, { symbol: "CCC", price: "10" });
  const trader = await addUser(desk.database, "trader");
  const accounts: string[] = [];
  for (let made = 0; made < 2; made += 1) {
    const account = await addAccount(desk, trader, { cash: "1000" });
    await recordTrades(desk, account, new Map([[asset, 2]]));
    accounts.push(account);
  }
  const { id } = await announce("CCC", { kind: "cash_dividend", amount: dec("1") });
  await advanceCorporateActions({ ctx: desk.contextFor() });
  const [first = "", second = ""] = accounts.toSorted();
  // Written last, the first by its id lies behind the second.
  const margin = { multiplier: 2, creditDay: new Date(`${today}T00:00:00Z`) };
  for (const account of [second, first]) {
    await desk.database.account.update({ where: { id: account }, data: margin });
  }
  const look = () =>
    desk.contextFor().transact(async (tx) => {
      // As it may be planned for many accounts: as they lie.
      await tx.$executeRaw`select set_config(name, 'off', true) from pg_settings
        where name in ('enable_nestloop', 'enable_mergejoin', 'enable_indexscan', 'enable_bitmapscan', 'enable_indexonlyscan')`;
      await lookAtCreditsAnew(tx, id);
    });
  await inOrder(ACCOUNT, ACCOUNT, [first, second], look);
  expect(await desk.database.account.count({ where: { id: { in: accounts }, creditDay: null } })).toBe(2);
});
