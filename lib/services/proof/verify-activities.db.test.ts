/** What the proof makes of activities: clean under every method, with transfers, splits, income and reversals; and each fault in them is found. */
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import type { InstrumentId } from "#lib/domain/shared/ids.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { openIntruder } from "#lib/testing/intruder.ts";
import type { ActivityToRecord } from "../activities/activity-to-record.ts";
import { recordActivities } from "../activities/record-activity.ts";
import { reverseActivities } from "../activities/reverse-activities.ts";
import { verify } from "./verify.ts";
import { readSuspects } from "./weighted-sums.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let acme: InstrumentId;
let intruder: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  acme = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
  intruder = await openIntruder(database);
});
afterAll(async () => {
  await intruder.end();
  await desk.close();
  await database.drop();
});

const NOTHING = {
  ...{ assetId: null, quantity: null, price: null, gross: null, fee: "0", ratioNew: null, ratioOld: null },
  ...{ fxToBase: null, externalId: null },
};

let serial = 0;

function fact(day: number, type: ActivityToRecord["type"], fields: Partial<ActivityToRecord>): ActivityToRecord {
  serial += 1;
  const date = `2024-01-${String(day).padStart(2, "0")}`;
  const when = { day: asLocalDate(date), effectiveAt: new Date(`${date}T05:00:00Z`), seq: 0, row: serial };
  return { ...NOTHING, ...when, type, currencyId: USD_ASSET_ID, ...fields };
}

const units = (quantity: string, price: string, fee = "0"): Partial<ActivityToRecord> => ({
  ...{ assetId: acme, quantity, price, fee },
});

/** Whatever moves units, cost or cash: a transfer that covers a short and opens the rest, a split into fractions, a sale of everything. */
const FACTS = (): ActivityToRecord[] => [
  fact(2, "deposit", { gross: "5000" }),
  fact(3, "buy", units("10", "10", "1")),
  fact(4, "buy", units("5", "12.5", "0.5")),
  fact(5, "sell", units("7", "13.37", "0.77")),
  fact(6, "dividend", { assetId: acme, gross: "4.2" }),
  fact(7, "transfer_in", units("3", "9")),
  fact(8, "split", { assetId: acme, ratioNew: "20", ratioOld: "3" }),
  fact(9, "sell", units("11.3", "2.11")),
  fact(10, "transfer_out", units("4", "1.5")),
  fact(11, "interest", { gross: "-1.25" }),
  fact(12, "fee", { gross: "2" }),
  fact(13, "tax", { gross: "0.63" }),
  fact(14, "withdrawal", { gross: "100" }),
  fact(15, "buy", units("0.000000001", "2")),
  fact(16, "transfer_in", { gross: "12" }),
];

/** Sold short, covered by a transfer that opens a rest, sold past zero, transferred out past zero, and split while short. */
const SHORTS = (): ActivityToRecord[] => [
  fact(2, "deposit", { gross: "5000" }),
  fact(3, "sell", units("5", "10", "0.1")),
  fact(4, "transfer_in", { ...units("7", "9"), gross: "64.01" }),
  fact(5, "sell", units("10", "9.13")),
  fact(6, "buy", units("9", "8")),
  fact(7, "transfer_out", { ...units("3", "8"), gross: "23.99" }),
  fact(8, "split", { assetId: acme, ratioNew: "3", ratioOld: "7" }),
  fact(9, "dividend", { assetId: acme, gross: "-0.5" }),
];

/** Only a book tells of short positions that no order made. */
async function booked(method: string, activities = FACTS(), kind: "paper" | "book" = "paper") {
  const accountId = await addAccount(desk, trader);
  const broker = kind === "book" ? "none" : "paper";
  await desk.database.account.update({ where: { id: accountId }, data: { lotMethod: method, kind, broker } });
  const ctx = desk.contextFor();
  const { ids } = await ctx.transact((tx) => recordActivities(tx, ctx, { accountId, activities }));
  return { accountId, ids };
}

const reverse = (accountId: string, activityIds: readonly string[]) => {
  const ctx = desk.contextFor();
  return ctx.transact((tx) => reverseActivities(tx, ctx, { accountId, activityIds, reason: "For the proof" }));
};
const findings = async () => (await verify({ ctx: desk.contextFor(), input: {} })).findings;

describe.each(LOT_METHODS)("under %s", (method) => {
  it("books with every kind of activity are clean, also when some are taken back", async () => {
    const { accountId, ids } = await booked(method);
    expect(await findings()).toEqual([]);
    await booked(method, SHORTS(), "book");
    expect(await findings()).toEqual([]);
    // A dividend, the transfer in of units, the deposit of day 2 would leave less than nothing: the others can go.
    await reverse(
      accountId,
      [ids[4], ids[5], ids[12]].flatMap((id) => id ?? []),
    );
    expect(await findings()).toEqual([]);
  });
});

it("books of every kind make nobody suspicious, so that no check of single rows has to be made", async () => {
  const { suspects } = await desk.database.$transaction((tx) => readSuspects(tx, null));
  expect([...suspects].filter(([, accounts]) => accounts?.length !== 0)).toEqual([]);
});

it("half of the last place, that a transfer leaves between what it covers and what it opens, is no fault", async () => {
  const facts = [
    fact(3, "sell", units("1", "10")),
    fact(4, "transfer_in", { ...units("2", "5"), gross: "10.000000000000000001" }),
  ];
  await booked("fifo", facts, "book");
  expect(await findings()).toEqual([]);
});

describe("a fault in an activity", () => {
  it("that says another amount than its journal is found", async () => {
    const { accountId } = await booked("fifo");
    const raise = (by: number) =>
      intruder.query("update activity set gross = gross + $2 where account_id = $1 and type = 'dividend'", [
        accountId,
        by,
      ]);
    expect((await raise(1)).rowCount).toBe(1);
    expect((await findings()).map(({ check }) => check)).toEqual(["activity_equals_postings"]);
    await raise(-1);
    expect(await findings()).toEqual([]);
  });

  it("whose journal is of another kind, whose journal has no activity, and whose audit row is gone, are found", async () => {
    const { accountId, ids } = await booked("fifo");
    const interest = ids[9] ?? "";
    const change = async (statement: string) =>
      expect((await intruder.query(statement, [accountId])).rowCount, statement).toBe(1);
    const named = async () => [...new Set((await findings()).map(({ check }) => check))];
    await change("update journal set kind = 'fee' where account_id = $1 and kind = 'interest'");
    expect(await named()).toEqual(["activity_has_journal"]);
    await change(
      `update journal set kind = 'interest' where account_id = $1 and id = (select journal_id from activity where id = '${interest}')`,
    );
    await change(
      `update audit_event set entity_id = '-' || entity_id where account_id = $1 and entity_id = '${interest}'`,
    );
    expect(await named()).toEqual(["activity_is_audited"]);
    await change(
      `update audit_event set entity_id = '${interest}' where account_id = $1 and entity_id = '-${interest}'`,
    );
    const { rows } = await intruder.query("delete from activity where id = $1 returning journal_id", [interest]);
    expect(await named()).toEqual(["journal_has_activity", "journal_is_audited"]);
    expect(rows).toHaveLength(1);
  });
});
