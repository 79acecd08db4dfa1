/** The curve of an account between two points: money that came in is marked where the equity took it in, and is no gain. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId } from "#lib/domain/shared/ids.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { getEquitySeries } from "#lib/services/portfolio/get-equity-series.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";
import { recordEquityPoints } from "./equity-points.ts";

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

async function curveOfToday(accountId: string) {
  const ctx = books.desk.contextFor({ user: books.owner });
  const { points, change } = await getEquitySeries({ ctx, input: { accountId, range: "1D" } });
  return { marks: points.map(({ deposit: mark }) => mark?.toString() ?? null), change: change?.toString() };
}

it("a deposit of the day is marked at its point, and one of the past where it was booked", async () => {
  const account = await addAccount(books.desk, books.owner, { cash: "500" });
  await recordEquityPoints(books.desk.database);
  expect(await curveOfToday(account)).toEqual({ marks: [null, null], change: "0" });
  const ctx = books.desk.contextFor({ user: books.owner });
  await deposit({ ctx, input: { accountId: asId(account), amount: dec("1000") } });
  expect(await curveOfToday(account)).toEqual({ marks: [null, "1000"], change: "0" });
  await books.record(account, [{ type: "deposit", day: "2024-01-02", gross: "250" }]);
  expect(await curveOfToday(account)).toEqual({ marks: [null, "1250"], change: "0" });
});
