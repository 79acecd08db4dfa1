/** The value of every day: cheap where it is simple, careful where it is not, and the same either way. */
import { describe, expect, it } from "vitest";
import type { BookFact } from "../books/fact.ts";
import { fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { asLocalDate } from "../shared/local-date.ts";
import { CloseLine, DAYS_IN_PACK, NO_CLOSE } from "./close-line.ts";
import { runBooks } from "./run-books.ts";
import { valueDays } from "./value-days.ts";

const BASE = "usd";
let serial = 0;

function fact(type: BookFact["type"], on: string, given: Partial<BookFact>): BookFact {
  serial += 1;
  return {
    ...{
      id: `${serial}`,
      kind: "activity",
      type,
      day: asLocalDate(on),
      at: 0,
      seq: 0,
      row: serial,
      accountSeq: serial,
    },
    ...{
      instrumentId: null,
      currencyId: BASE,
      quantity: 0n,
      price: 0n,
      gross: 0n,
      fee: 0n,
      ratioNew: 1n,
      ratioOld: 1n,
    },
    ...{ fxToBase: null, orderId: null, recordedAt: 0 },
    ...given,
  };
}

function trade(type: "buy" | "sell", on: string, quantity: string, price: string): BookFact {
  const [units, each] = [toFixed18(quantity), toFixed18(price)];
  return fact(type, on, { instrumentId: "abc", quantity: units, price: each, gross: (units * each) / 10n ** 18n });
}

function line(unit: bigint, closes: readonly (bigint | null)[]): CloseLine {
  const slots = new BigInt64Array(DAYS_IN_PACK).fill(NO_CLOSE);
  for (const [at, close] of closes.entries()) if (close !== null) slots[at] = close * unit;
  return new CloseLine(BASE, [{ year: 2024, adjusted: false, places: 9, closes: slots }]);
}

function valuesOf(facts: readonly BookFact[], closes: CloseLine | null, to: string) {
  const pass = runBooks({ facts, options: { methods: ["fifo"], baseCurrencyId: BASE } });
  let step = pass.next();
  while (step.done !== true) step = pass.next();
  const [rateOn, from] = [() => null, facts[0]?.day ?? asLocalDate(to)];
  const prices = { closesOf: () => closes, splitsOf: () => [], tradeBefore: () => null, rateOn };
  const points = valueDays(step.value.timeline, { from, to: asLocalDate(to), baseCurrencyId: BASE, rateOn }, prices);
  return points.map(({ value }) => (value === null ? null : fromFixed18(value)));
}

const CENT = 10n ** 7n;

describe("the value of every day", () => {
  const facts = [
    fact("deposit", "2024-01-01", { gross: toFixed18("1000") }),
    trade("buy", "2024-01-02", "10", "10"),
    trade("sell", "2024-01-04", "10", "12"),
    trade("buy", "2024-01-06", "4", "20"),
  ];

  it("follows quantities, cash and closes, and stands still where the market does", () => {
    const closes = line(CENT, [null, 1_100n, 1_150n, 1_200n, null, 2_100n, null]);
    expect(valuesOf(facts, closes, "2024-01-07")).toEqual(["1000", "1010", "1015", "1020", "1020", "1024", "1024"]);
  });

  it("is the same for closes and quantities with more places than the cheap way takes", () => {
    const fine = line(1n, [null, 11_000_000_001n, 11_500_000_001n, 12_000_000_001n, null, 21_000_000_001n, null]);
    expect(valuesOf(facts, fine, "2024-01-03")).toEqual(["1000", "1010.00000001", "1015.00000001"]);
    const odd = [facts[0], trade("buy", "2024-01-02", "0.123456789", "10")].filter((each) => each !== undefined);
    const closes = line(CENT, [null, 1_100n, 1_150n]);
    expect(valuesOf(odd, closes, "2024-01-03")).toEqual(["1000", "1000.123456789", "1000.1851851835"]);
  });

  it("falls back to the last trade's price before the first close and without any", () => {
    expect(valuesOf(facts, line(CENT, [null, null, 1_150n]), "2024-01-03")).toEqual(["1000", "1000", "1015"]);
    expect(valuesOf(facts, null, "2024-01-06")).toEqual(["1000", "1000", "1000", "1020", "1020", "1020"]);
  });

  it("is exact for amounts that no cheap way would hold", () => {
    const huge = [fact("deposit", "2024-01-01", { gross: 0n }), trade("buy", "2024-01-01", "9000000000", "9000000")];
    const closes = line(CENT, [900_000_001n, 900_000_002n]);
    expect(valuesOf(huge, closes, "2024-01-02")).toEqual(["90000000", "180000000"]);
  });
});
