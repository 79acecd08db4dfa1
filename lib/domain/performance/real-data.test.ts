/** Real price series, where the machine has them: what was bought and held returns what the price returned, to the cent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bookOf } from "../books/apply-fact.ts";
import type { BookFact } from "../books/fact.ts";
import { LOT_METHODS } from "../books/lot-method.ts";
import { parseBars } from "../market/parse-bars.ts";
import { FIXED_ONE, type Fixed, fixedTimes, fromFixed18, mulDiv, roundFixed, toFixed18 } from "../shared/fixed.ts";
import { asLocalDate, type LocalDate } from "../shared/local-date.ts";
import { accountFigures } from "./account-figures.ts";
import type { DaySeries } from "./day-series.ts";
import { timeWeighted } from "./twr.ts";
import type { Valuation } from "./valuation.ts";

const folder = process.env["BALLAST_TEST_DATA"] ?? "";
const LARGE = join(folder, "us-large-cap");
const UNITS = 7n * FIXED_ONE;

interface Series {
  readonly symbol: string;
  readonly closes: readonly { readonly day: LocalDate; readonly close: Fixed }[];
}

function readSeries(): Series[] {
  if (folder === "" || !existsSync(LARGE)) return [];
  return readdirSync(LARGE).flatMap((file) => {
    const symbol = file.replace(/\.csv$/, "");
    const [header = "", ...rows] = readFileSync(join(LARGE, file), "utf8").trimEnd().split(/\r?\n/);
    const read = parseBars({ symbol, header: header.split(","), rows: rows.map((row) => row.split(",")) });
    if (!read.ok) return [];
    const closes = read.value.map(({ tradingDay: day, close }) => ({ day, close: toFixed18(close) }));
    return closes.length < 2 ? [] : [{ symbol, closes }];
  });
}

function fact(type: BookFact["type"], day: LocalDate, row: number, change: Partial<BookFact>): BookFact {
  const when = { day, at: Date.parse(`${day}T00:00:00Z`), seq: 0, row, accountSeq: row, recordedAt: 0 };
  const none = { quantity: 0n, price: 0n, gross: 0n, fee: 0n, ratioNew: 1n, ratioOld: 1n, fxToBase: null };
  const what = { id: `f${row}`, kind: "activity", type, instrumentId: null, currencyId: "USD", orderId: null } as const;
  return { ...what, ...when, ...none, ...change };
}

function boughtAndHeld(all: readonly Series[]): BookFact[] {
  return all.flatMap(({ symbol, closes: [first] }, index) => {
    if (first === undefined) return [];
    const gross = fixedTimes(UNITS, first.close);
    const buy = { instrumentId: symbol, quantity: UNITS, price: first.close, gross };
    return [fact("deposit", first.day, index * 2, { gross }), fact("buy", first.day, index * 2 + 1, buy)];
  });
}

function valuationAtEnd(all: readonly Series[]): Valuation {
  const last = new Map(all.map(({ symbol, closes }) => [symbol, closes.at(-1)] as const));
  return {
    asOf: asLocalDate("2100-01-01"),
    baseCurrencyId: "USD",
    priceOf: (symbol) => {
      const close = last.get(symbol);
      if (close === undefined) return null;
      return { price: close.close, currencyId: "USD", day: close.day, kind: "close", previous: null };
    },
    rateOf: () => null,
  };
}

const ALL = readSeries();
const cents = (value: Fixed) => fromFixed18(roundFixed(value, 2));

test.skipIf(folder === "")(
  "every symbol bought and held makes what its price made, under every method (skipped without BALLAST_TEST_DATA)",
  () => {
    expect(ALL.length).toBeGreaterThan(5);
    const book = bookOf(boughtAndHeld(ALL), { methods: LOT_METHODS, baseCurrencyId: "USD" });
    for (const method of LOT_METHODS) {
      const { positions, totals } = accountFigures(book, method, valuationAtEnd(ALL));
      const made = ALL.map(({ symbol, closes }) => {
        const gain = fixedTimes(UNITS, (closes.at(-1)?.close ?? 0n) - (closes[0]?.close ?? 0n));
        const position = positions.find(({ holding }) => holding.instrumentId === symbol);
        expect(`${symbol} ${cents(position?.own.pnl?.net ?? 0n)}`).toBe(`${symbol} ${cents(gain)}`);
        return gain;
      });
      expect(cents(totals.pnl?.net ?? 0n)).toBe(cents(made.reduce((sum, gain) => sum + gain, 0n)));
    }
  },
);

test.skipIf(folder === "")(
  "the time-weighted return of thousands of days is that of the price (skipped without BALLAST_TEST_DATA)",
  () => {
    for (const { closes } of ALL) {
      const [first, last] = [closes[0], closes.at(-1)];
      if (first === undefined || last === undefined) continue;
      const paid = fixedTimes(UNITS, first.close);
      const days = closes.map(({ day, close }, index) => {
        return { day, value: fixedTimes(UNITS, close), inflow: index === 0 ? paid : 0n, outflow: 0n };
      });
      const series: DaySeries = { opening: 0n, days };
      const gained = fixedTimes(paid, timeWeighted(series).fraction);
      expect(cents(gained)).toBe(cents(fixedTimes(paid, mulDiv(last.close - first.close, FIXED_ONE, first.close))));
    }
  },
);
