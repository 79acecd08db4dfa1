/** Real prices: what was bought once and held returns what its price did, to the cent and under every method. Skipped, saying so, without the data. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import { dec, sum } from "#lib/domain/shared/decimal.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { divide } from "#lib/domain/shared/rounding.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";

const folder = process.env["BALLAST_TEST_DATA"] ?? "";

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

interface Close {
  readonly day: string;
  readonly close: string;
}

function closesOf(file: string): Close[] {
  const [head = "", ...lines] = readFileSync(join(folder, file), "utf8").trim().split("\n");
  const [day, close] = [head.split(",").indexOf("Date"), head.split(",").indexOf("Close")];
  return lines
    .map((line) => line.split(","))
    .map((cells) => ({ day: cells[day] ?? "", close: (cells[close] ?? "").trim() }));
}

function filesOf(): readonly string[] {
  const many = join(folder, "us-large-cap");
  return ["GOOG.csv", ...(existsSync(many) ? readdirSync(many).map((name) => join("us-large-cap", name)) : [])];
}

describe.skipIf(folder === "")(
  "a book of real prices (skipped without BALLAST_TEST_DATA, the folder of price files)",
  () => {
    it("that buys once and holds returns the price's return, to the cent and under every method", async () => {
      const account = await books.openBook();
      const held = await Promise.all(
        filesOf().map(async (file, at) => {
          const closes = closesOf(file);
          const [first, last] = [closes[0], closes.at(-1)];
          if (first === undefined || last === undefined) throw new Error(`${file} has no closes`);
          const asset = await books.instrument(account, `R${at}`);
          await books.closesOn(account, asset, closes);
          return { asset, quantity: String(10 + at * 7), first, last };
        }),
      );
      const paid = held.map(({ quantity, first }) => dec(quantity).times(first.close));
      const start = held.map(({ first }) => first.day).sort()[0] ?? "";
      await books.record(account, [
        { type: "deposit", day: start, gross: sum(paid).toFixed() },
        ...held.map(({ asset, quantity, first }) => ({
          ...{ type: "buy" as const, day: first.day, asset, quantity, price: first.close },
        })),
      ]);
      await books.rebuild();
      const asOf =
        held
          .map(({ last }) => last.day)
          .sort()
          .at(-1) ?? "";
      for (const method of LOT_METHODS) {
        const report = await books.report(account, { asOf, method });
        const worth = sum(held.map(({ quantity, last }) => dec(quantity).times(last.close)));
        expect(report.totals.equity).toBe(worth.toFixed());
        expect(report.totals.pnl?.net).toBe(worth.minus(sum(paid)).toFixed());
        expect(report.returns.simple.fraction).toBe(
          divide(worth.minus(sum(paid)), sum(paid), 18, "half-even").toFixed(),
        );
        for (const { asset, quantity, first, last } of held) {
          const position = report.positions.find(({ instrumentId }) => instrumentId === asset);
          const gain = dec(last.close).minus(first.close).times(quantity).toFixed();
          expect(position?.unrealised).toEqual({ gross: gain, net: gain });
        }
      }
    });

    it("of one symbol has the price's own time-weighted return, on its last day and on any other", async () => {
      const account = await books.openBook();
      const closes = closesOf("GOOG.csv");
      const asset = await books.instrument(account, "GOOG");
      await books.closesOn(account, asset, closes);
      const [first] = closes;
      if (first === undefined) throw new Error("GOOG.csv has no closes");
      await books.record(account, [
        { type: "deposit", day: first.day, gross: dec(first.close).times("100").toFixed() },
        { type: "buy", day: first.day, asset, quantity: "100", price: first.close },
      ]);
      await books.rebuild();
      for (const at of [200, 1_000, closes.length - 1]) {
        const { day, close } = closes[at] ?? first;
        const { returns, totals, series } = await books.report(account, { asOf: day });
        const price = divide(dec(close).minus(first.close), dec(first.close), 12, "half-even");
        expect(
          dec(returns.timeWeighted.fraction ?? "0")
            .minus(price)
            .abs()
            .lt("0.000000000001"),
        ).toBe(true);
        expect(totals.equity).toBe(dec(close).times("100").toFixed());
        expect(series.at(-1)?.equity).toBe(totals.equity);
        expect(series.at(0)?.day).toBe(asLocalDate(first.day));
      }
    });
  },
);
