/** Imports of activities on a real database: judged first, whole or not at all, once, and taken back as a whole. */
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFacts } from "#lib/db/book-facts.sql.ts";
import { plainColumn } from "#lib/db/decimal.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import {
  ACTIVITY_HEADER,
  addBook,
  advanced,
  fileOf,
  importFile,
  line,
  publish,
  rowsOf,
  undo,
} from "#lib/testing/imports/import-desk.ts";
import { verify } from "../proof/verify.ts";
import { discardImport } from "./discard-import.ts";
import { exportActivities } from "./export-activities.ts";
import { getImport } from "./get-import.ts";
import { listImports } from "./list-imports.ts";
import { receiveImport } from "./receive-import.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "AAPL", price: "190" });
  await addInstrument(desk.database, { symbol: "MSFT", price: "400" });
  user = await addUser(desk.database, "trader");
  stranger = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const DEPOSIT = { date: "2024-01-02", type: "DEPOSIT", amount: "10000" };
const BUY = { date: "2024-01-03", type: "BUY", symbol: "AAPL", quantity: "10", unitPrice: "100", fee: "1" };
const SELL = { date: "2024-02-05", type: "SELL", symbol: "AAPL", quantity: "4", unitPrice: "120", fee: "1" };
const DIVIDEND = { date: "2024-03-01", type: "DIVIDEND", symbol: "AAPL", amount: "2.40" };

/** Cash and units by symbol. */
async function holdings(accountId: AccountId): Promise<Record<string, string>> {
  const rows = await desk.database.balance.findMany({ where: { accountId }, include: { asset: true } });
  return Object.fromEntries(
    rows.map(({ asset, posted }) => [asset.symbol, plainColumn(posted)]).filter(([, amount]) => amount !== "0"),
  );
}

async function countsOf(accountId: AccountId) {
  const where = { accountId };
  return {
    activities: await desk.database.activity.count({ where }),
    journals: await desk.database.journal.count({ where }),
    keys: await desk.database.activityKey.count({ where }),
  };
}

async function proven(): Promise<void> {
  const { findings } = await verify({ ctx: desk.contextFor(), input: {} });
  expect(findings).toEqual([]);
}

describe("a file of activities", () => {
  it("becomes trades, income and money of a book, and the books prove themselves", async () => {
    const accountId = await addBook(desk, user);
    const done = await importFile(desk, fileOf(DIVIDEND, SELL, BUY, DEPOSIT), { accountId, user });
    expect(done).toMatchObject({
      status: "published",
      rows: 4,
      accepted: 4,
      refused: 0,
      fromDay: "2024-01-02",
      toDay: "2024-03-01",
      failure: null,
    });
    expect(await holdings(accountId)).toEqual({ USD: "9480.4", AAPL: "6" });
    const facts = await readFacts(desk.database, { accountId });
    expect(facts.map(({ type, row }) => [type, row])).toEqual([
      ["deposit", 4],
      ["buy", 3],
      ["sell", 2],
      ["dividend", 1],
    ]);
    await proven();
  });

  it("is only judged in a dry run, and published when that is asked for", async () => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(DEPOSIT, BUY), { accountId, user, dryRun: true });
    expect(staged).toMatchObject({ status: "staged", publishable: true, accepted: 2 });
    expect(await countsOf(accountId)).toEqual({ activities: 0, journals: 0, keys: 0 });
    expect(await publish(desk, user, staged)).toMatchObject({ status: "published", accepted: 2 });
    expect(await holdings(accountId)).toEqual({ USD: "8999", AAPL: "10" });
    // Asked again, it is the same import.
    expect(await publish(desk, user, staged)).toMatchObject({ status: "published" });
    expect((await countsOf(accountId)).activities).toBe(2);
  });

  it("with a refused row waits, names line, field and fix, and leaves that row out only when told", async () => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(DEPOSIT, { ...BUY, unitPrice: "1,234.50" }), { accountId, user });
    expect(staged).toMatchObject({ status: "staged", accepted: 1, refused: 1 });
    const [, bad] = await rowsOf(desk, user, staged);
    expect(bad).toMatchObject({ row: 2, line: 3, verdict: "refused", cells: { unitPrice: "1" } });
    await expect(publish(desk, user, staged)).rejects.toMatchObject({ code: "conflict" });
    expect(await publish(desk, user, staged, true)).toMatchObject({ status: "published", accepted: 1, refused: 1 });
    expect(await holdings(accountId)).toEqual({ USD: "10000" });
    const quoted = line({ ...BUY, unitPrice: '"1,234.50"' });
    const again = await importFile(desk, `${ACTIVITY_HEADER}\n${quoted}\n`, { accountId, user, dryRun: true });
    const [row] = await rowsOf(desk, user, again);
    expect(row?.problems).toEqual([{ field: "unitPrice", detail: expect.stringContaining("reads 1234.50") }]);
  });

  it("that cannot be read says why and holds nothing", async () => {
    const accountId = await addBook(desk, user);
    const unread = await importFile(desk, "what,ever\n1,2\n", { accountId, user });
    expect(unread).toMatchObject({ status: "unreadable", rows: 0, publishable: false });
    expect(unread.problems.map(({ field }) => field)).toEqual(["date", "type"]);
  });
});

describe("the same rows again", () => {
  it("change nothing: the whole file, or the part of another one that overlaps", async () => {
    const accountId = await addBook(desk, user);
    const twice = [DEPOSIT, BUY, BUY];
    await importFile(desk, fileOf(...twice), { accountId, user });
    const before = await countsOf(accountId);
    expect(await importFile(desk, fileOf(...twice), { accountId, user })).toMatchObject({
      status: "published",
      accepted: 0,
      duplicates: 3,
    });
    expect(await countsOf(accountId)).toEqual(before);
    const overlap = await importFile(desk, fileOf(BUY, BUY, BUY, SELL), { accountId, user });
    expect(overlap).toMatchObject({ accepted: 2, duplicates: 2 });
    expect(await holdings(accountId)).toMatchObject({ AAPL: "26" });
    // In another account they are new.
    const other = await addBook(desk, user);
    expect(await importFile(desk, fileOf(...twice), { accountId: other, user })).toMatchObject({
      accepted: 3,
      duplicates: 0,
    });
  });

  it("are told by their own id where they have one", async () => {
    const accountId = await addBook(desk, user);
    await importFile(desk, fileOf({ ...DEPOSIT, externalId: "t-1" }), { accountId, user });
    const again = fileOf({ ...DEPOSIT, amount: "10001", externalId: "t-1" }, { ...DEPOSIT, externalId: "t-2" });
    expect(await importFile(desk, again, { accountId, user })).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await holdings(accountId)).toEqual({ USD: "20000" });
  });

  it("in two files at once are imported once", async () => {
    const accountId = await addBook(desk, user);
    const files = await Promise.all(
      [1, 2].map(() => importFile(desk, fileOf(DEPOSIT, BUY), { accountId, user, dryRun: true })),
    );
    expect(files.map(({ accepted }) => accepted)).toEqual([2, 2]);
    const done = await Promise.all(files.map((file) => publish(desk, user, file)));
    expect(done.map(({ status }) => status)).toEqual(["published", "published"]);
    expect(done.map(({ accepted }) => accepted).sort()).toEqual([0, 2]);
    expect(await holdings(accountId)).toEqual({ USD: "8999", AAPL: "10" });
  });
});

describe("undoing", () => {
  it("takes all of it back, lets it come again, and leaves what came otherwise", async () => {
    const accountId = await addBook(desk, user);
    await importFile(desk, fileOf(DEPOSIT, BUY), { accountId, user });
    const second = await importFile(desk, fileOf(SELL, DIVIDEND, { ...BUY, date: "2024-01-20" }), { accountId, user });
    const before = await readFacts(desk.database, { accountId });
    expect(await undo(desk, user, second)).toMatchObject({ status: "undone" });
    expect(await holdings(accountId)).toEqual({ USD: "8999", AAPL: "10" });
    expect((await readFacts(desk.database, { accountId })).length).toBe(2);
    const again = await importFile(desk, fileOf(SELL, DIVIDEND, { ...BUY, date: "2024-01-20" }), { accountId, user });
    expect(again).toMatchObject({ status: "published", accepted: 3 });
    const what = (facts: typeof before) => facts.map(({ type, day, quantity, gross }) => [type, day, quantity, gross]);
    expect(what(await readFacts(desk.database, { accountId }))).toEqual(what(before));
    await proven();
  });

  it("of a paper account is refused when it would leave less than nothing, and everything stays", async () => {
    const accountId = await addAccount(desk, user, { cash: "0" });
    const first = await importFile(desk, fileOf(DEPOSIT), { accountId, user });
    await importFile(desk, fileOf({ ...BUY, quantity: "90" }), { accountId, user });
    const refused = await undo(desk, user, first);
    expect(refused.status).toBe("published");
    expect(refused.failure).toMatch(/USD/);
    expect(await holdings(accountId)).toEqual({ USD: "999", AAPL: "90" });
    await proven();
  });
});

describe("a paper account", () => {
  it("refuses a sale of more than was held then, and a file that would leave less than nothing", async () => {
    const accountId = await addAccount(desk, user, { cash: "500" });
    const oversold = await importFile(desk, fileOf(DEPOSIT, BUY, { ...SELL, quantity: "11" }), { accountId, user });
    expect(oversold).toMatchObject({ status: "staged", refused: 1 });
    expect((await rowsOf(desk, user, oversold))[2]?.problems[0]).toEqual({
      field: "quantity",
      detail: expect.stringContaining("may not be short"),
    });
    const broke = await importFile(desk, fileOf(BUY), { accountId, user });
    expect(broke).toMatchObject({ status: "staged", publishable: false });
    expect(broke.problems[0]?.detail).toContain("lack 501 USD");
    expect(await importFile(desk, fileOf(DEPOSIT, BUY), { accountId, user })).toMatchObject({ status: "published" });
    expect(await holdings(accountId)).toEqual({ USD: "9499", AAPL: "10" });
  });

  it("opens a short with a warning on a book", async () => {
    const accountId = await addBook(desk, user);
    const done = await importFile(desk, fileOf(SELL), { accountId, user });
    expect(done).toMatchObject({ status: "published", warnings: 1 });
    expect((await rowsOf(desk, user, done))[0]?.warnings[0]?.code).toBe("opens_short");
    expect(await holdings(accountId)).toEqual({ AAPL: "-4", USD: "479" });
    await proven();
  });
});

describe("symbols and currencies that nobody knows", () => {
  const FOREIGN = {
    date: "2024-01-03",
    type: "BUY",
    symbol: "SAP.DE",
    quantity: "3",
    unitPrice: "140",
    currency: "EUR",
    fxToBase: "1.09",
  };

  it("are made when the import is published: instruments for the account alone", async () => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(FOREIGN), { accountId, user, dryRun: true });
    expect(staged.newSymbols).toEqual(["SAP.DE"]);
    expect(await desk.database.asset.count({ where: { symbol: "SAP.DE" } })).toBe(0);
    await publish(desk, user, staged);
    const made = await desk.database.asset.findMany({ where: { symbol: "SAP.DE" }, include: { currency: true } });
    expect(made).toMatchObject([
      { ownerAccountId: accountId, tradable: false, currency: { symbol: "EUR", ownerAccountId: null } },
    ]);
    expect(await holdings(accountId)).toEqual({ "SAP.DE": "3", EUR: "-420" });
    // Known from now on: the same row is a duplicate, also by what the instrument is called.
    expect(await importFile(desk, fileOf(FOREIGN), { accountId, user })).toMatchObject({
      accepted: 0,
      duplicates: 1,
      newSymbols: [],
    });
    const other = await addBook(desk, stranger);
    const theirs = await importFile(desk, fileOf(FOREIGN), { accountId: other, user: stranger });
    expect(theirs.newSymbols).toEqual(["SAP.DE"]);
    expect(await desk.database.asset.count({ where: { symbol: "SAP.DE" } })).toBe(2);
    await proven();
  });
});

describe("a split", () => {
  it("acts before the trades of its day, and leaves exact fractions of shares", async () => {
    const accountId = await addBook(desk, user);
    const split = { date: "2024-02-05", type: "SPLIT", symbol: "AAPL", ratio: "2:3" };
    await importFile(
      desk,
      fileOf({ ...SELL, quantity: "6" }, split, BUY, { ...split, date: "2024-03-01", ratio: "10:1" }),
      { accountId, user },
    );
    // 10 becomes 20/3, 6 are sold, and 2/3 become 20/3.
    expect((await holdings(accountId)).AAPL).toMatch(/^6\.6666666/);
    const [position] = await desk.database.position.findMany({ where: { accountId } });
    expect(position?.quantity.toFixed()).toMatch(/^6\.6666666/);
    await proven();
  });
});

describe("a day", () => {
  it("is the account's: what happens after midnight in Berlin belongs to the next one", async () => {
    const accountId = await addBook(desk, user, { timeZone: "Europe/Berlin" });
    await importFile(desk, fileOf({ ...DEPOSIT, date: "2024-01-02T23:30:00Z" }, { ...DEPOSIT, date: "2024-01-02" }), {
      accountId,
      user,
    });
    const facts = await readFacts(desk.database, { accountId });
    expect(facts.map(({ day, at }) => [day, new Date(at).toISOString()])).toEqual([
      ["2024-01-02", "2024-01-01T23:00:00.000Z"],
      ["2024-01-03", "2024-01-02T23:30:00.000Z"],
    ]);
  });
});

describe("other people's imports", () => {
  it("are not there: not to be seen, published, undone or thrown away, and nothing can be imported for them", async () => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(DEPOSIT), { accountId, user, dryRun: true });
    const ctx = desk.contextFor({ user: stranger });
    const gone = { code: "not_found" };
    for (const input of [
      { importId: staged.id, kind: "activities" as const },
      { importId: staged.id, kind: "activities" as const, accountId },
    ]) {
      await expect(getImport({ ctx, input })).rejects.toMatchObject(gone);
      await expect(discardImport({ ctx, input })).rejects.toMatchObject(gone);
    }
    await expect(publish(desk, stranger, staged)).rejects.toMatchObject(gone);
    await expect(importFile(desk, fileOf(DEPOSIT), { accountId, user: stranger })).rejects.toMatchObject(gone);
    await expect(listImports({ ctx, input: { kind: "activities", accountId } })).rejects.toMatchObject(gone);
    await expect(exportActivities({ ctx, input: { accountId, format: "csv" } })).rejects.toMatchObject(gone);
    // Under the address of an account of their own it is not there either.
    const own = await addBook(desk, stranger);
    await expect(
      getImport({ ctx, input: { importId: staged.id, kind: "activities", accountId: own } }),
    ).rejects.toMatchObject(gone);
  });

  it("may be looked at by a viewer of the account, and changed by nobody less than a trader", async () => {
    const accountId = await addBook(desk, user);
    await desk.database.accountMember.create({ data: { accountId, userId: stranger.id, role: "viewer" } });
    const staged = await importFile(desk, fileOf(DEPOSIT), { accountId, user, dryRun: true });
    const ctx = desk.contextFor({ user: stranger });
    expect(await getImport({ ctx, input: { importId: staged.id, kind: "activities" } })).toMatchObject({
      id: staged.id,
    });
    await expect(publish(desk, stranger, staged)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what is thrown away or comes too late", () => {
  it("leaves no rows behind, and cannot be published", async () => {
    const accountId = await addBook(desk, user);
    const staged = await importFile(desk, fileOf(DEPOSIT), { accountId, user, dryRun: true });
    const ctx = desk.contextFor({ user });
    expect(await discardImport({ ctx, input: { importId: staged.id, kind: "activities" } })).toMatchObject({
      status: "discarded",
    });
    expect(await desk.database.fileImportRow.count({ where: { importId: staged.id } })).toBe(0);
    await expect(publish(desk, user, staged)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is judged again when it is published: a row that another import brought is left out, one that does not fit any more stops it", async () => {
    const accountId = await addAccount(desk, user, { cash: "0" });
    await importFile(desk, fileOf(DEPOSIT, BUY), { accountId, user });
    const first = await importFile(desk, fileOf({ ...SELL, quantity: "8" }), { accountId, user, dryRun: true });
    const second = await importFile(desk, fileOf({ ...SELL, quantity: "7" }), { accountId, user, dryRun: true });
    expect([first.accepted, second.accepted]).toEqual([1, 1]);
    expect(await publish(desk, user, first)).toMatchObject({ status: "published" });
    const late = await publish(desk, user, second);
    expect(late).toMatchObject({ status: "staged", accepted: 0, refused: 1 });
    expect(late.failure).toContain("Nothing was imported");
    expect(await holdings(accountId)).toMatchObject({ AAPL: "2" });
  });

  it("runs into one that took over: the file is staged once", async () => {
    const accountId = await addBook(desk, user);
    const content = fileOf(...Array.from({ length: 300 }, (_, index) => ({ ...DEPOSIT, amount: `${index + 1}` })));
    const ctx = desk.contextFor({ user });
    const received = await receiveImport({
      ctx,
      input: { kind: "activities", accountId, fileName: "f", format: "csv", content, dryRun: false },
    });
    await Promise.all([1, 2, 3].map(() => advanced(desk, user, received)));
    expect(await getImport({ ctx, input: { importId: received.id, kind: "activities" } })).toMatchObject({
      status: "published",
      accepted: 300,
    });
    expect((await countsOf(accountId)).activities).toBe(300);
  });
});

it("an export imports again to the same books, and into the same account changes nothing", async () => {
  const accountId = await addBook(desk, user);
  const rows = [
    DEPOSIT,
    { ...BUY, externalId: "b-1" },
    BUY,
    SELL,
    DIVIDEND,
    { date: "2024-03-02T14:30:00.250Z", type: "BUY", symbol: "MSFT", quantity: "3", grossAmount: "1000", seq: "7" },
    { date: "2024-03-03", type: "SPLIT", symbol: "AAPL", ratio: "3:2" },
    { date: "2024-03-04", type: "TRANSFER_IN", symbol: "OWN", quantity: "2", grossAmount: "0" },
    { date: "2024-03-05", type: "TRANSFER_OUT", symbol: "AAPL", quantity: "1" },
    { date: "2024-03-06", type: "INTEREST", amount: "-3.21", currency: "EUR", fxToBase: "1.1" },
    { date: "2024-03-06", type: "FEE", amount: "1.5" },
    { date: "2024-03-06", type: "TAX", symbol: "AAPL", amount: "2" },
    { date: "2024-03-07", type: "TRANSFER_OUT", amount: "5" },
    { date: "2024-03-08", type: "WITHDRAWAL", amount: "10" },
  ];
  expect(await importFile(desk, fileOf(...rows), { accountId, user })).toMatchObject({
    status: "published",
    accepted: rows.length,
  });
  for (const format of ["csv", "json"] as const) {
    const parts = await exportActivities({ ctx: desk.contextFor({ user }), input: { accountId, format } });
    const content = await text(parts);
    const again = await importFile(desk, content, { accountId, user, format });
    expect(again).toMatchObject({ status: "published", accepted: 0, duplicates: rows.length });
    const copy = await addBook(desk, user);
    expect(await importFile(desk, content, { accountId: copy, user, format })).toMatchObject({
      status: "published",
      accepted: rows.length,
    });
    expect(await holdings(copy)).toEqual(await holdings(accountId));
    const what = async (id: AccountId) =>
      (await readFacts(desk.database, { accountId: id })).map(
        ({ type, day, at, quantity, price, gross, fee, fxToBase, ratioNew }) =>
          [
            type,
            day,
            at,
            fromFixed18(quantity),
            fromFixed18(price),
            fromFixed18(gross),
            fromFixed18(fee),
            fxToBase,
            ratioNew,
          ].join(" "),
      );
    expect(await what(copy)).toEqual(await what(accountId));
  }
  await proven();
});
