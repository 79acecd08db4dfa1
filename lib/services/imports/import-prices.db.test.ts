/** Imports of closes on a real database: whose they are, splits that they must agree with, and taking them out again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountSeries, readClosesOf, SHARED_SERIES } from "#lib/db/closes.sql.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf, importFile, importPrices, publish, rowsOf, undo } from "#lib/testing/imports/import-desk.ts";
import { listInstruments } from "../instruments/list-instruments.ts";
import { getImport } from "./get-import.ts";
import { listImports } from "./list-imports.ts";

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;
let stranger: TestUser;
let admin: TestUser;
let nvda: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  nvda = await addInstrument(desk.database, { symbol: "NVDA", price: "120" });
  user = await addUser(desk.database, "trader");
  stranger = await addUser(desk.database, "trader");
  admin = await addUser(desk.database, "admin");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const closes = (...rows: readonly string[]) => `Symbol,Date,Close\n${rows.join("\n")}\n`;

async function stored(series: string, assetId: string) {
  const rows = await readClosesOf(desk.database, { series: [series], assetId });
  return rows.map(({ day, close, adjusted }) => `${day} ${close}${adjusted ? " adjusted" : ""}`);
}

async function assetOf(symbol: string, ownerAccountId: string | null = null) {
  return desk.database.asset.findFirstOrThrow({ where: { symbol, ownerAccountId }, include: { currency: true } });
}

describe("closes", () => {
  it("belong to the importing account, also of an instrument that everybody sees", async () => {
    const accountId = await addBook(desk, user);
    const done = await importPrices(desk, closes("NVDA,2024-01-02,481.68", "nvda,2024-01-03,475.69"), {
      accountId,
      user,
    });
    expect(done).toMatchObject({ status: "published", accepted: 2, basis: "as_traded", fromDay: "2024-01-02" });
    expect(await stored(accountSeries(accountId), nvda)).toEqual(["2024-01-02 481.68", "2024-01-03 475.69"]);
    expect(await stored(SHARED_SERIES, nvda)).toEqual([]);
    expect(await importPrices(desk, closes("NVDA,2024-01-03,475.69"), { accountId, user })).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
  });

  it("are everybody's when an administrator imports them, and nobody else may", async () => {
    const file = closes("NVDA,2024-01-04,479.98", "FUND.X,2024-01-04,12.5");
    await expect(importPrices(desk, file, { accountId: null, user })).rejects.toMatchObject({ code: "forbidden" });
    const done = await importPrices(desk, file, { accountId: null, user: admin });
    expect(done).toMatchObject({ status: "published", accepted: 2, newSymbols: ["FUND.X"] });
    expect(await stored(SHARED_SERIES, nvda)).toEqual(["2024-01-04 479.98"]);
    expect(await assetOf("FUND.X")).toMatchObject({ tradable: false, currency: { symbol: "USD" } });
    // Of what an administrator does for everybody, others do not even see that it is there.
    const ctx = desk.contextFor({ user });
    await expect(getImport({ ctx, input: { importId: done.id, kind: "prices" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(listImports({ ctx, input: { kind: "prices", accountId: null } })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("of a symbol that nobody knows make it for the account, and others do not see it", async () => {
    const accountId = await addBook(desk, user);
    await importPrices(desk, "symbol,date,close,currency\nMINE,2024-01-02,10,EUR\n", { accountId, user });
    expect(await assetOf("MINE", accountId)).toMatchObject({ currency: { symbol: "EUR" } });
    const { items: seen } = await listInstruments({ ctx: desk.contextFor({ user: stranger }), input: { limit: 200 } });
    expect(seen.map(({ symbol }) => symbol)).toContain("NVDA");
    expect(seen.map(({ symbol }) => symbol)).not.toContain("MINE");
    // Trades of it find it.
    const trades = fileOf({ date: "2024-01-02", type: "BUY", symbol: "MINE", quantity: "1", unitPrice: "10" });
    expect(await importFile(desk, trades, { accountId, user })).toMatchObject({
      status: "published",
      newSymbols: [],
      warnings: 0,
    });
    expect(await desk.database.asset.count({ where: { symbol: "MINE" } })).toBe(1);
  });

  it("of a pair are rates of one currency in another", async () => {
    const accountId = await addBook(desk, user);
    const file =
      "symbol,date,close,currency\nEURUSD,2024-01-02,1.0956,\nEUR,2024-01-03,1.0922,USD\nGBP/USD,2024-01-03,1.26,\n";
    expect(await importPrices(desk, file, { accountId, user })).toMatchObject({
      status: "published",
      accepted: 3,
      newSymbols: [],
    });
    const euro = await assetOf("EUR");
    expect(euro.kind).toBe("currency");
    expect(await stored(accountSeries(accountId), euro.id)).toEqual(["2024-01-02 1.0956", "2024-01-03 1.0922"]);
  });

  it("that are two for one day are refused, the same twice is one", async () => {
    const accountId = await addBook(desk, user);
    const file = closes("NVDA,2024-02-01,630.27", "NVDA,2024-02-01,630.27", "NVDA,2024-02-01,631", "NVDA,2024-02-02,x");
    const staged = await importPrices(desk, file, { accountId, user });
    expect(staged).toMatchObject({ status: "staged", accepted: 1, duplicates: 1, refused: 2 });
    const rows = await rowsOf(desk, user, staged);
    expect(rows[2]?.problems[0]?.detail).toContain("another one than 630.27 in row 1");
    expect(await publish(desk, user, staged, true)).toMatchObject({ status: "published", accepted: 1 });
  });
});

describe("closes and splits", () => {
  const split = { date: "2024-06-10", type: "SPLIT", symbol: "NVDA", ratio: "10:1" };
  const buy = { date: "2024-01-02", type: "BUY", symbol: "NVDA", quantity: "1", unitPrice: "481.68" };
  const traded = closes("NVDA,2024-06-07,1208.88", "NVDA,2024-06-10,121.79");
  const adjusted = closes("NVDA,2024-06-07,120.89", "NVDA,2024-06-10,121.79");

  it("must agree: prices that contradict a split of the books are refused with the reason", async () => {
    const accountId = await addBook(desk, user);
    await importFile(desk, fileOf(buy, split), { accountId, user });
    const wrong = await importPrices(desk, adjusted, { accountId, user });
    expect(wrong).toMatchObject({ status: "staged", refused: 1 });
    expect((await rowsOf(desk, user, wrong))[1]?.problems[0]?.detail).toContain(
      "without the jump of the split of 10:1",
    );
    expect(await importPrices(desk, adjusted, { accountId, user, basis: "split_adjusted" })).toMatchObject({
      status: "published",
    });
    expect(await stored(accountSeries(accountId), nvda)).toEqual([
      "2024-06-07 120.89 adjusted",
      "2024-06-10 121.79 adjusted",
    ]);
    // The same days as traded take their place, and the other way round.
    expect(await importPrices(desk, traded, { accountId, user })).toMatchObject({ status: "published", accepted: 2 });
    expect(await stored(accountSeries(accountId), nvda)).toEqual(["2024-06-07 1208.88", "2024-06-10 121.79"]);
  });

  it("must agree the other way round: a split that contradicts imported prices is refused", async () => {
    const accountId = await addBook(desk, user);
    await importPrices(desk, adjusted, { accountId, user });
    const wrong = await importFile(desk, fileOf(buy, split), { accountId, user });
    expect(wrong).toMatchObject({ status: "staged", refused: 1 });
    expect((await rowsOf(desk, user, wrong))[1]?.problems[0]).toEqual({
      field: "ratio",
      detail: expect.stringContaining("declare them split-adjusted"),
    });
    await importPrices(desk, adjusted, { accountId, user, basis: "split_adjusted" });
    expect(await importFile(desk, fileOf(buy, split), { accountId, user })).toMatchObject({ status: "published" });
  });
});

it("undone, closes go and what they took the place of comes back; what was imported over them stays", async () => {
  const accountId = await addBook(desk, user);
  const series = accountSeries(accountId);
  await importPrices(desk, closes("NVDA,2024-03-01,820"), { accountId, user, basis: "split_adjusted" });
  const second = await importPrices(
    desk,
    closes("NVDA,2024-03-01,822.79", "NVDA,2024-03-04,852.37", "NVDA,2024-03-05,859.64"),
    { accountId, user },
  );
  await importPrices(desk, closes("NVDA,2024-03-05,860"), { accountId, user });
  expect(await stored(series, nvda)).toEqual(["2024-03-01 822.79", "2024-03-04 852.37", "2024-03-05 860"]);
  expect(await undo(desk, user, second)).toMatchObject({ status: "undone" });
  expect(await stored(series, nvda)).toEqual(["2024-03-01 820 adjusted", "2024-03-05 860"]);
});
