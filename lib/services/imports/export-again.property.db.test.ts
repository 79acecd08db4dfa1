/** Whatever happened to a book: its export imports again to the same books, and into the book it came from it changes nothing. */
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainColumn } from "#lib/db/decimal.ts";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf, importFile } from "#lib/testing/imports/import-desk.ts";
import { verify } from "../proof/verify.ts";
import { exportActivities } from "./export-activities.ts";

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

type Row = Readonly<Record<string, string>>;

/** One that everybody knows, one that only the file does, and one of another currency. */
const LISTINGS: readonly Row[] = [{ symbol: "AAPL" }, { symbol: "OWN" }, { symbol: "SAP.DE", currency: "EUR" }];

const scaled = (max: bigint, places: number) =>
  fc.bigInt({ min: 1n, max }).map((digits) => {
    const text = `${digits}`.padStart(places + 1, "0");
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  });
const money = scaled(9_999_999n, 2);
const units = fc.oneof(scaled(400n, 0), scaled(400_000_000_000n, 9));
const price = fc.oneof(scaled(99_999n, 2), scaled(999_999_999n, 7));
const listing = fc.constantFrom(...LISTINGS);
const orNot = (text: fc.Arbitrary<string>) => fc.option(text, { nil: "" });

/** Few days, so that many facts share one; some say at which moment, and some in which order. */
const when = fc
  .record({ day: fc.integer({ min: 1, max: 28 }), minute: fc.option(fc.integer({ min: 0, max: 59 })), seq: fc.nat(3) })
  .map(({ day, minute, seq }): Row => {
    const date = `2024-0${(day % 3) + 1}-${`${day}`.padStart(2, "0")}`;
    const text = minute === null ? date : `${date}T15:${`${minute}`.padStart(2, "0")}:07.250Z`;
    return { date: text, seq: seq === 0 ? "" : `${seq}` };
  });

const trade = fc
  .record({
    type: fc.constantFrom("BUY", "BUY", "SELL", "TRANSFER_IN"),
    of: listing,
    quantity: units,
    price,
    fee: orNot(money),
  })
  .chain(({ type, of, quantity, price: each, fee }) =>
    // By the price of one, or by what all of them came to.
    fc.boolean().map((byPrice): Row => {
      const cost: Row = byPrice ? { unitPrice: each } : { grossAmount: each };
      return { type, quantity, fee, ...of, ...cost };
    }),
  );
const income = fc
  .record({ type: fc.constantFrom("DIVIDEND", "INTEREST"), of: listing, amount: money, negative: fc.boolean() })
  .map(({ type, of, amount, negative }): Row => {
    const { symbol: _symbol, ...rest } = of;
    return { type, amount: negative ? `-${amount}` : amount, ...(type === "DIVIDEND" ? of : rest) };
  });
const cost = fc
  .record({ type: fc.constantFrom("FEE", "TAX"), of: fc.option(listing), amount: money })
  .map(({ type, of, amount }): Row => ({ type, amount, ...(of ?? {}) }));
const cash = fc
  .record({
    type: fc.constantFrom("DEPOSIT", "WITHDRAWAL", "TRANSFER_IN", "TRANSFER_OUT"),
    amount: money,
    foreign: fc.option(scaled(1_999_999n, 6)),
  })
  .map(({ type, amount, foreign }): Row => {
    return { type, amount, ...(foreign === null ? {} : { currency: "EUR", fxToBase: foreign }) };
  });
const split = fc
  .record({ of: listing, ratio: fc.constantFrom("2:1", "3:2", "1:10", "7:3") })
  .map(({ of, ratio }): Row => ({ type: "SPLIT", symbol: of.symbol ?? "", ratio }));
const leaving = fc
  .record({ of: listing, quantity: units })
  .map(({ of, quantity }): Row => ({ type: "TRANSFER_OUT", quantity, ...of }));

const row = fc
  .tuple(
    when,
    fc.oneof(
      { weight: 6, arbitrary: trade },
      { weight: 2, arbitrary: income },
      { weight: 1, arbitrary: cost },
      { weight: 2, arbitrary: cash },
      { weight: 2, arbitrary: split },
      { weight: 1, arbitrary: leaving },
    ),
  )
  .map(([at, what]): Row => ({ ...at, ...what }));

async function exported(accountId: AccountId, format: ImportFormat): Promise<string> {
  const parts = await exportActivities({ ctx: desk.contextFor({ user }), input: { accountId, format } });
  return text(parts);
}

/** Everything that is made of the facts, told by symbols, for each book has instruments of its own. */
async function booksOf(accountId: AccountId) {
  const asset = { select: { symbol: true } };
  const [balances, positions, lots] = await Promise.all([
    desk.database.balance.findMany({ where: { accountId }, include: { asset } }),
    desk.database.position.findMany({ where: { accountId }, include: { asset } }),
    desk.database.lot.findMany({ where: { accountId }, include: { asset }, orderBy: { seq: "asc" } }),
  ]);
  const told = (columns: readonly Parameters<typeof plainColumn>[0][]) => columns.map(plainColumn).join(" ");
  return {
    balances: balances.map((each) => `${each.asset.symbol} ${plainColumn(each.posted)}`).sort(),
    positions: positions
      .map((each) => `${each.asset.symbol} ${told([each.quantity, each.cost, each.realised, each.fees])}`)
      .sort(),
    lots: LISTINGS.flatMap(({ symbol }) =>
      lots
        .filter((each) => each.asset.symbol === symbol)
        .map((each) => `${symbol} ${told([each.quantity, each.cost, each.openQuantity, each.openCost])}`),
    ),
  };
}

it("an export of anything imports to the same books, lot by lot, and twice changes nothing", async () => {
  const arbitrary = fc.record({
    rows: fc.array(row, { minLength: 1, maxLength: 25 }),
    method: fc.constantFrom(...LOT_METHODS),
    timeZone: fc.constantFrom("America/New_York", "Europe/Berlin", "Pacific/Auckland"),
    format: fc.constantFrom("csv" as const, "json" as const),
  });
  let imported = 0;
  const property = fc.asyncProperty(arbitrary, async ({ rows, method, timeZone, format }) => {
    const [accountId, copy] = [await addBook(desk, user, { timeZone }), await addBook(desk, user, { timeZone })];
    await desk.database.account.updateMany({ where: { id: { in: [accountId, copy] } }, data: { lotMethod: method } });
    const first = await importFile(desk, fileOf(...rows), { accountId, user, skipRefused: true });
    // Nothing of it could be taken, such as a dividend of nothing.
    if (first.accepted === 0) return;
    expect(first).toMatchObject({ status: "published", failure: null });
    imported += first.accepted;
    const books = await booksOf(accountId);
    const file = await exported(accountId, format);

    const again = await importFile(desk, file, { accountId, user, format });
    expect(again).toMatchObject({ status: "published", accepted: 0, duplicates: first.accepted, refused: 0 });
    expect(await booksOf(accountId)).toEqual(books);

    const other = await importFile(desk, file, { accountId: copy, user, format });
    expect(other).toMatchObject({ status: "published", accepted: first.accepted, refused: 0 });
    expect(await booksOf(copy)).toEqual(books);
    expect(await exported(copy, format)).toBe(file);
  });
  await fc.assert(property, { numRuns: 30, endOnFailure: true });
  expect(imported).toBeGreaterThan(100);
  expect((await verify({ ctx: desk.contextFor(), input: {} })).findings).toEqual([]);
}, 240_000);
