/** Large imports are drafted before the account is locked: what is published from a draft is what would have been written without one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainColumn } from "#lib/db/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf, importFile, undo } from "#lib/testing/imports/import-desk.ts";
import type { Context } from "../context.ts";
import { verify } from "../proof/verify.ts";
import { advanceImport } from "./advance-import.ts";
import { receiveImport } from "./receive-import.ts";
import { undoImport } from "./undo-import.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "AAPL", price: "190" });
  user = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

/** Purchases, sales of a part, money, and a split that needs a journal of its own when it goes. */
const ROWS = Array.from({ length: 620 }, (_, index): Readonly<Record<string, string>> => {
  const date = `2024-${`${(index % 9) + 1}`.padStart(2, "0")}-${`${(index % 28) + 1}`.padStart(2, "0")}`;
  if (index === 300) return { date: "2024-05-05", type: "SPLIT", symbol: "AAPL", ratio: "3:2" };
  if (index % 31 === 0) return { date, type: "DEPOSIT", amount: `${index + 1}` };
  const symbol = index % 2 === 0 ? "AAPL" : "OWN";
  if (index % 5 === 4) return { date, type: "SELL", symbol, quantity: "0.75", unitPrice: "12.5", fee: "0.1" };
  return { date, type: "BUY", symbol, quantity: "1.5", unitPrice: `${10 + (index % 7)}.25` };
});
const FILE = fileOf(...ROWS);

async function booksOf(accountId: AccountId) {
  const { database: db } = desk;
  const lots = await db.lot.findMany({ where: { accountId }, orderBy: [{ assetId: "asc" }, { seq: "asc" }] });
  const balances = await db.balance.findMany({ where: { accountId }, include: { asset: true } });
  return {
    activities: await db.activity.count({ where: { accountId } }),
    journals: await db.journal.count({ where: { accountId } }),
    keys: await db.activityKey.count({ where: { accountId } }),
    lots: lots.map(({ quantity, openCost }) => `${plainColumn(quantity)} ${plainColumn(openCost)}`).sort(),
    balances: balances.map(({ asset, posted }) => `${asset.symbol} ${plainColumn(posted)}`).sort(),
  };
}

async function drafted(): Promise<number> {
  const [row] = await desk.database.$queryRaw<{ n: number }[]>`
    select ((select count(*) from draft_activity) + (select count(*) from draft_posting) + (select count(*) from draft_lot)
      + (select count(*) from draft_lot_close))::int as n`;
  return row?.n ?? -1;
}

/** The worker, with something that happens before each of its transactions. */
async function advanceWith(importId: string, before: () => Promise<unknown>): Promise<void> {
  const ctx = desk.contextFor();
  const transact: Context["transact"] = async (work) => {
    await before();
    return ctx.transact(work);
  };
  await advanceImport({ ctx: { ...ctx, transact }, input: { importId } });
}

const receive = (accountId: AccountId) =>
  receiveImport({
    ctx: desk.contextFor({ user }),
    input: { kind: "activities", accountId, fileName: "many.csv", format: "csv", content: FILE, dryRun: false },
  });

const loseDraft = () => desk.database.$executeRaw`delete from draft_posting`;

describe("a large import", () => {
  it("is published from its draft and leaves none behind; without the draft the same is written", async () => {
    const [accountId, other] = [await addBook(desk, user), await addBook(desk, user)];
    let seen = 0;
    const { id } = await receive(accountId);
    await advanceWith(id, async () => {
      seen = Math.max(seen, await drafted());
    });
    expect(seen).toBeGreaterThan(ROWS.length * 3);
    expect(await drafted()).toBe(0);
    const books = await booksOf(accountId);
    expect(books.activities).toBe(ROWS.length);

    // As a crash of the server would: the tables of drafts are empty after it.
    const { id: lost } = await receive(other);
    await advanceWith(lost, loseDraft);
    expect(await booksOf(other)).toEqual(books);
    expect((await verify({ ctx: desk.contextFor(), input: {} })).findings).toEqual([]);
  });

  it("is undone from a draft as without one, and may come again", async () => {
    const [accountId, other] = [await addBook(desk, user), await addBook(desk, user)];
    const first = await importFile(desk, FILE, { accountId, user });
    const second = await importFile(desk, FILE, { accountId: other, user });
    expect(await undo(desk, user, first)).toMatchObject({ status: "undone", failure: null });
    const left = await booksOf(accountId);
    expect(left).toMatchObject({ keys: 0, lots: [], activities: 2 * ROWS.length });
    expect(left.balances.every((text) => text.endsWith(" 0"))).toBe(true);
    expect(await drafted()).toBe(0);

    const ctx = desk.contextFor({ user });
    await undoImport({ ctx, input: { importId: second.id, kind: "activities", reason: "A test" } });
    await advanceWith(second.id, loseDraft);
    expect(await booksOf(other)).toEqual(left);
    expect(await importFile(desk, FILE, { accountId, user })).toMatchObject({
      status: "published",
      accepted: ROWS.length,
      duplicates: 0,
    });
  });

  it("of which a killed worker left a draft is swept up by the next one", async () => {
    const accountId = await addBook(desk, user);
    const stray = "01900000-0000-7000-8000-000000000000";
    await desk.database.$executeRaw`
      insert into draft_posting (draft_id, journal_id, seq, account_id, asset_id, amount) values (${stray}::uuid, ${stray}::uuid, 1, ${stray}::uuid, ${stray}::uuid, 1)`;
    expect(await importFile(desk, FILE, { accountId, user })).toMatchObject({ status: "published" });
    expect(await drafted()).toBe(0);
  });
});
