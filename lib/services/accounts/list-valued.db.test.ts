/** A list of accounts costs as many statements as it takes for one of each kind, and each is worth what its own report says. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { accountSeries, SHARED_SERIES, writeCloses } from "#lib/db/closes.sql.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { countStatements } from "#lib/testing/count-statements.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument } from "#lib/testing/fixtures.ts";
import { type BookDesk, type Entry, openBookDesk } from "#lib/testing/performance/book-desk.ts";
import { listAccounts } from "./list-accounts.ts";

let database: TestDatabase;
let books: BookDesk;
/** Known to everybody, with a quote of 150 on this desk's market. */
let common: string;
let euro: string;
const worth = new Map<string, string | null>();

beforeAll(async () => {
  database = await createTestDatabase();
  books = await openBookDesk(database.appUrl);
  common = await addInstrument(books.desk.database, { symbol: "COMMON", price: "150" });
  euro = await books.currency("EUR");
});
afterAll(async () => {
  await books.close();
  await database.drop();
});

const bought = (asset: string, more: Partial<Entry> = {}): Entry[] => [
  { type: "deposit", day: "2024-01-01", gross: "1000", ...more },
  { type: "buy", day: "2024-01-02", asset, quantity: "5", price: "100", ...more },
];

const closeOn = (accountId: string, assetId: string, day: string, close: string) =>
  books.closesOn(accountId, assetId, [{ day, close }]);

async function book(entries: (account: string) => Promise<readonly Entry[]>): Promise<string> {
  const account = await books.openBook();
  await books.record(account, await entries(account));
  return account;
}

/** One account of each kind of which quotes alone do not tell what it is worth. */
async function oneOfEach(round: number): Promise<void> {
  const { desk } = books;
  const today = await books.today(await books.openBook());
  const own = await book(async () => bought(common));
  await closeOn(own, common, today, `${120 + round}`);
  worth.set(own, String(500 + 5 * (120 + round)));

  const longAgo = await book(async () => bought(common));
  await closeOn(longAgo, common, "2024-02-01", `${110 + round}`);
  worth.set(longAgo, String(500 + 5 * (110 + round)));

  worth.set(await book(async (account) => bought(await books.instrument(account, `T${round}`))), "1000");

  const elsewhere = await book(async () => bought(common));
  await desk.database.account.update({ where: { id: elsewhere }, data: { timeZone: "Pacific/Kiritimati" } });
  await closeOn(elsewhere, common, "2024-02-01", "90");
  worth.set(elsewhere, "950");

  const named = await book(async () => [
    { type: "deposit", day: "2024-01-02", gross: "100", currency: euro, fx: "1.1" },
  ]);
  worth.set(named, "110");
  const rated = await book(async () => [
    { type: "deposit", day: "2024-01-02", gross: "100", currency: euro, fx: "1.1" },
  ]);
  const rate = { assetId: euro, currencyId: (await currencyOf(rated)) ?? "", day: today, close: `1.${round + 2}` };
  await writeCloses(desk.database, { series: accountSeries(rated), adjusted: false, entries: [rate] });
  worth.set(rated, String(100 + 10 * (round + 2)));

  const paper = await addAccount(desk, books.owner, { cash: "0.01" });
  const unquoted = await books.instrument(paper, `P${round}`);
  await books.record(paper, [
    ...bought(common),
    { type: "buy", day: "2024-01-03", asset: unquoted, quantity: "1", price: "7" },
  ]);
  worth.set(paper, "1250.01");

  const unpriced = await book(async (account) => [
    {
      type: "transfer_in",
      day: "2024-01-02",
      asset: await books.instrument(account, `U${round}`),
      quantity: "5",
      gross: "50",
    },
  ]);
  worth.set(unpriced, null);
}

async function currencyOf(id: string) {
  return (await books.desk.database.account.findUnique({ where: { id } }))?.currencyId;
}

async function rebuildAll(): Promise<void> {
  while ((await books.rebuild()) > 0);
}

it("costs what one of each kind costs, and says the equity of each report", async () => {
  await oneOfEach(0);
  await oneOfEach(1);
  await oneOfEach(2);
  await rebuildAll();
  // Newer than their runs, and without one.
  const [first = ""] = worth.keys();
  await books.record(first, [{ type: "deposit", day: await books.today(first), gross: "3" }]);
  worth.set(first, "1103");
  await oneOfEach(3);

  const counted = countStatements(books.desk.contextFor({ user: books.owner }));
  const list = (limit: number) =>
    counted.during(async (ctx) => (await listAccounts({ ctx, input: { valued: true, limit } })).items);
  // Each round has an account of its own to ask for the day.
  const [some, all] = [await list(27), await list(36)];
  expect([some.result.length, all.result.length]).toEqual([27, 36]);
  const said = new Map(all.result.map(({ id, equity }) => [id as string, equity === null ? null : toPlain(equity)]));
  expect([...worth.keys()].map((id) => [id, said.get(id)])).toEqual([...worth]);
  for (const id of worth.keys()) expect([id, (await books.report(id)).totals.equity]).toEqual([id, said.get(id)]);
  // What came since a run is a statement of its own, and only the longer list has an account of that kind.
  expect(all.statements - some.statements).toBeLessThanOrEqual(1);
  expect(all.statements).toBeLessThan(36);
});

it("closes of one account are no other's, also where both are read together", async () => {
  const [mine, other] = [await book(async () => bought(common)), await book(async () => bought(common))];
  await closeOn(other, common, await books.today(other), "999");
  const ctx = books.desk.contextFor({ user: books.owner });
  const equityOf = async (id: string) => {
    const { items } = await listAccounts({ ctx, input: { valued: true, limit: 2 } });
    return items.find((item) => item.id === id)?.equity?.toString();
  };
  expect([await equityOf(mine), await equityOf(other)]).toEqual(["1250", "5495"]);
  await writeCloses(books.desk.database, {
    ...{ series: SHARED_SERIES, adjusted: false },
    entries: [{ assetId: common, currencyId: (await currencyOf(mine)) ?? "", day: "2024-02-01", close: "130" }],
  });
  expect([await equityOf(mine), await equityOf(other)]).toEqual(["1150", "5495"]);
});
