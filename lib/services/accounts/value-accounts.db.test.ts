/** Accounts, Portfolio and Performance say one equity, also of what no quote values, and say which prices it rests on. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeCloses } from "#lib/db/closes.sql.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { asId } from "#lib/domain/shared/ids.ts";
import { addDays } from "#lib/domain/shared/local-date.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, setQuote } from "#lib/testing/fixtures.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";
import { getEquitySeries } from "../portfolio/get-equity-series.ts";
import { getPortfolioSummary } from "../portfolio/get-summary.ts";
import { getAccount } from "./get-account.ts";
import { listAccounts } from "./list-accounts.ts";

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

const bought = (asset: string) =>
  [
    { type: "deposit", day: "2024-01-01", gross: "1000" },
    { type: "buy", day: "2024-01-02", asset, quantity: "5", price: "100" },
  ] as const;

async function equities(accountId: string) {
  const ctx = books.desk.contextFor({ user: books.owner });
  const account = await getAccount({ ctx, input: { accountId: asId(accountId) } });
  const { items } = await listAccounts({ ctx, input: { valued: true } });
  const { summary, positions } = await getPortfolioSummary({ ctx, input: { accountId } });
  const { totals } = await books.report(accountId);
  const text = (value: Parameters<typeof toPlain>[0] | null | undefined) => (value == null ? null : toPlain(value));
  const said = {
    account: text(account.equity),
    listed: text(items.find(({ id }) => id === accountId)?.equity),
    portfolio: text(summary.equity),
    performance: totals.equity,
  };
  const prices = account.olderPrices.map(({ symbol, kind, day, price }) =>
    [symbol, kind, day, toPlain(price)].join(" "),
  );
  return { said, prices, missing: account.missingPrices, summary, positions };
}

const all = (equity: string | null) => ({ account: equity, listed: equity, portfolio: equity, performance: equity });

it("a paper account is worth its imported close where its market has no quote, and that is no gain of today", async () => {
  const account = await addAccount(books.desk, books.owner);
  const asset = await books.instrument(account, "ZED");
  const before = (await equities(account)).said.account ?? "0";
  await books.record(account, bought(asset));
  await books.closesOn(account, asset, [{ day: "2024-03-01", close: "120" }]);
  const { said, prices, summary, positions } = await equities(account);
  expect(said).toEqual(all(String(BigInt(before) + 1100n)));
  expect(prices).toEqual(["ZED close 2024-03-01 120"]);
  expect(summary.dayPnl?.toString()).toBe("0");
  // Minute by minute it is at its cost, to the last point.
  const ctx = books.desk.contextFor({ user: books.owner });
  const { points } = await getEquitySeries({ ctx, input: { accountId: account, range: "1D" } });
  expect(points.at(-1)?.equity.toString()).toBe(String(BigInt(before) + 1000n));
  expect(positions).toMatchObject([{ symbol: "ZED", quote: null, olderPrice: { kind: "close", day: "2024-03-01" } }]);
});

it("a paper account's quote values today everywhere, and its imported closes every day before", async () => {
  const account = await addAccount(books.desk, books.owner);
  const before = BigInt((await equities(account)).said.account ?? "0");
  const [both, closed] = [await books.instrument(account, "OAK"), await books.instrument(account, "ELM")];
  await setQuote(books.desk.database, both, "150");
  for (const asset of [both, closed]) await books.closesOn(account, asset, [{ day: "2024-03-01", close: "120" }]);
  await books.record(account, bought(both));
  // Five at 150, and 500 left of what came in.
  expect((await equities(account)).said).toEqual(all(String(before + 1250n)));
  await books.record(account, bought(closed));
  const { said, prices, positions } = await equities(account);
  // Beside something that has only a close it is no other.
  expect(said).toEqual(all(String(before + 2350n)));
  expect(prices).toEqual(["ELM close 2024-03-01 120"]);
  expect(positions.map(({ symbol, quote, olderPrice }) => [symbol, quote?.last.toString(), olderPrice?.kind])).toEqual([
    ["ELM", undefined, "close"],
    ["OAK", "150", undefined],
  ]);
  const report = await books.report(account);
  expect(report.positions.map(({ symbol, price, priceKind }) => [symbol, price, priceKind]).toSorted()).toEqual([
    ["ELM", "120", "close"],
    ["OAK", "150", "live"],
  ]);
  const then = await books.report(account, { asOf: "2024-03-02" });
  expect(then.positions.map(({ price, priceKind }) => [price, priceKind])).toEqual([
    ["120", "close"],
    ["120", "close"],
  ]);
});

it("without a close it is worth its last trade's price", async () => {
  const account = await addAccount(books.desk, books.owner);
  const asset = await books.instrument(account, "YEW");
  await books.record(account, bought(asset));
  const { said, prices } = await equities(account);
  expect(said).toEqual(all(said.performance));
  expect(prices).toEqual(["YEW trade 2024-01-02 100"]);
});

it("a book is worth its own closes, after a split of which they know nothing", async () => {
  const account = await books.openBook();
  const asset = await books.instrument(account, "XIL");
  await books.record(account, [...bought(asset), { type: "split", day: "2024-04-02", asset, ratio: ["2", "1"] }]);
  await books.closesOn(account, asset, [{ day: "2024-03-01", close: "130" }]);
  const { said, prices, summary } = await equities(account);
  expect(said).toEqual(all("1150"));
  expect(prices).toEqual(["XIL close 2024-03-01 65"]);
  expect(summary.dayPnl).toBeNull();
});

it("a book is worth its own close of long ago, whatever its market has had since", async () => {
  const account = await books.openBook();
  const asset = await books.instrument(account, "FIR");
  await books.record(account, bought(asset));
  await books.closesOn(account, asset, [{ day: "2024-03-01", close: "130" }]);
  const { currencyId, marketSource } = await books.desk.database.account.findUniqueOrThrow({ where: { id: account } });
  const today = await books.today(account);
  const entries = [-3, -2, -1].map((days) => ({ assetId: asset, currencyId, day: addDays(today, days), close: "200" }));
  await writeCloses(books.desk.database, { series: marketSource, adjusted: false, entries });
  const { said, prices } = await equities(account);
  expect(said).toEqual(all("1150"));
  expect(prices).toEqual(["FIR close 2024-03-01 130"]);
});

it("what has neither close nor trade leaves the equity unknown everywhere, and names itself", async () => {
  const account = await books.openBook();
  const asset = await books.instrument(account, "WIL");
  await books.record(account, [{ type: "transfer_in", day: "2024-01-02", asset, quantity: "5", gross: "50" }]);
  const { said, missing } = await equities(account);
  expect(said).toEqual(all(null));
  expect(missing).toEqual(["WIL"]);
});

it("money in another currency counts at its rate; the portfolio, which knows no rates, leaves it open and says why", async () => {
  const account = await books.openBook();
  const currency = await books.currency("EUR");
  await books.record(account, [{ type: "deposit", day: "2024-01-02", gross: "100", currency, fx: "1.1" }]);
  const { said, summary } = await equities(account);
  expect(said).toEqual({ ...all("110"), portfolio: null });
  expect(summary.missingPrices).toEqual(["EUR"]);
});
