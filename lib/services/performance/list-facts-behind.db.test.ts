/** A figure of a report opened down to its entries: what is listed adds up to the figure, then and now. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { dec, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addUser } from "#lib/testing/fixtures.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";
import type { ActivityRecord } from "../activities/list-activities.ts";
import { reverseActivity } from "../activities/reverse-activity.ts";
import { type FactsBehindInput, listFactsBehind } from "./list-facts-behind.ts";

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

async function someBook() {
  const accountId = await books.openBook();
  const [abc, xyz] = [await books.instrument(accountId, "ABC"), await books.instrument(accountId, "XYZ")];
  const ids = await books.record(accountId, [
    { type: "deposit", day: "2024-01-01", gross: "1000" },
    { type: "buy", day: "2024-01-02", asset: abc, quantity: "10", price: "10", fee: "1" },
    { type: "transfer_in", day: "2024-01-02", asset: xyz, quantity: "4", gross: "80" },
    { type: "dividend", day: "2024-01-03", asset: abc, gross: "7" },
    { type: "sell", day: "2024-01-04", asset: abc, quantity: "5", price: "15", fee: "1" },
    { type: "interest", day: "2024-01-04", asset: abc, gross: "2" },
    { type: "fee", day: "2024-01-05", gross: "3" },
    { type: "dividend", day: "2024-01-06", asset: xyz, gross: "5" },
    { type: "withdrawal", day: "2024-01-06", gross: "100" },
  ]);
  await books.closes(accountId, abc, "2024-01-02", ["11", "12", "15", "20", "21"]);
  await books.closes(accountId, xyz, "2024-01-02", ["20", "20", "20", "20", "20"]);
  await books.rebuild();
  return { accountId, abc, ids };
}

function behind(input: FactsBehindInput) {
  return listFactsBehind({ ctx: books.desk.contextFor({ user: books.owner }), input });
}

const typesOf = (items: readonly ActivityRecord[]) => items.map(({ type }) => type);
const total = (amounts: readonly (string | null)[]) => toPlain(sum(amounts.map((each) => dec(each ?? "0"))));

it("what is listed behind a sum adds up to it, from the first day of the report to its last", async () => {
  const { accountId } = await someBook();
  for (const period of [
    { asOf: "2024-01-06" },
    { asOf: "2024-01-05", from: "2024-01-04" },
    { asOf: "2024-01-04T04:59:59.999Z" },
  ]) {
    const { totals } = await books.report(accountId, period);
    const listed = async (figure: string) =>
      (await behind({ accountId, explain: `totals.${figure}`, ...period })).items;
    expect(total((await listed("cash")).map(({ cash }) => cash))).toBe(totals.cash);
    expect(total((await listed("income")).map(({ gross }) => gross))).toBe(totals.income);
    expect(total((await listed("interest")).map(({ gross }) => gross))).toBe(totals.interest);
    expect(total((await listed("inflow")).map(({ gross }) => gross))).toBe(totals.inflow);
    expect(total((await listed("outflow")).map(({ gross }) => gross))).toBe(totals.outflow);
    const fees = (await listed("fees")).flatMap(({ type, gross, fee }) => [fee, type === "fee" ? gross : "0"]);
    expect(total(fees)).toBe(totals.fees);
  }
});

it("a position's figure names only what happened to it, and a result also the trades that opened it", async () => {
  const { accountId, abc } = await someBook();
  const ofAbc = (figure: string, from?: string) =>
    behind({ accountId, explain: `positions.${abc}.${figure}`, from }).then(({ items }) => typesOf(items));
  expect(await ofAbc("quantity")).toEqual(["sell", "buy"]);
  expect(await ofAbc("realised", "2024-01-04")).toEqual(["sell", "buy"]);
  expect(await ofAbc("income")).toEqual(["interest", "dividend"]);
  expect(await ofAbc("income", "2024-01-04")).toEqual(["interest"]);
  expect(await ofAbc("pnl")).toEqual(["interest", "sell", "dividend", "buy"]);
});

it("pages through all of them, each once", async () => {
  const { accountId, ids } = await someBook();
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await behind({ accountId, explain: "totals.equity", limit: 2, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen.toSorted()).toEqual([...ids].toSorted());
});

it("what was taken back is behind no figure, but was as long as nobody knew", async () => {
  const { accountId, ids } = await someBook();
  const before = new Date().toISOString();
  const ctx = books.desk.contextFor({ user: books.owner });
  await reverseActivity({ ctx, input: { id: ids[3] ?? "", reason: "Not ours" } });
  const income = (knownAt?: string) => behind({ accountId, explain: "totals.income", knownAt });
  expect((await income()).items.map(({ id }) => id)).toEqual([ids[7]]);
  expect((await income(before)).items.map(({ id }) => id)).toEqual([ids[7], ids[3]]);
  expect((await income("2024-01-31")).items).toEqual([]);
});

it("refuses what is no figure, and who may not see the account", async () => {
  const { accountId } = await someBook();
  await expect(behind({ accountId, explain: "totals.luck" })).rejects.toMatchObject({ code: "invalid" });
  const stranger = await addUser(books.desk.database, "trader");
  const ctx = books.desk.contextFor({ user: stranger });
  const asked = listFactsBehind({ ctx, input: { accountId, explain: "totals.cash" } });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
});
