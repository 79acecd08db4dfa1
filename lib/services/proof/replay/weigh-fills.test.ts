/** Sums of weighed lots and closes: they agree with the rows that the fills give, and with no others. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { type Fixed, fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { bookFill, emptyFixedBook, openCostOf } from "./fixed-lots.ts";
import { WeighedBook } from "./weigh-fills.ts";

interface Fill {
  readonly weight: bigint;
  readonly side: "b" | "s";
  readonly quantity: Fixed;
  readonly price: Fixed;
}

const fill = fc.record({
  weight: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  side: fc.constantFrom("b" as const, "s" as const),
  quantity: fc.bigInt({ min: 1n, max: 50n }).map((units) => units * 10n ** 17n),
  price: fc.bigInt({ min: 1n, max: 100_000n }).map((cents) => cents * 10n ** 16n),
});
const fills = fc.uniqueArray(fill, { minLength: 1, maxLength: 40, selector: ({ weight }) => weight });

type Row = [weight: bigint, ...amounts: [Fixed, Fixed, Fixed, Fixed]];

function closeWeight(openedBy: string, by: string): bigint {
  return BigInt(openedBy) * BigInt(by) ** 2n;
}

/** What would be stored. */
function rowsOf(method: LotMethod, list: readonly Fill[]) {
  const book = emptyFixedBook(method);
  const realised = list.map(({ weight, side, quantity, price }) => {
    const amounts = { quantity, price, value: null };
    return bookFill(book, { factId: `${weight}`, incoming: side === "b", ...amounts, moved: false, picks: [] });
  });
  const lots = [...book.lots.values()].map((lot): Row => {
    return [BigInt(lot.openedBy), lot.quantity, lot.open, lot.cost, lot.openCost];
  });
  const closes = [...book.closes].flatMap(([by, made]) =>
    made.map((each): Row => {
      return [closeWeight(each.openedBy, by), each.quantity, each.cost, each.proceeds, each.realised];
    }),
  );
  const position = [`${book.trades}`, ...[book.held, openCostOf(book), book.realised, 0n].map(column)].join(" ");
  return { realised, lots, closes, position };
}

function sumsOf(rows: readonly Row[]): string {
  const sums = [0n, 0n, 0n, 0n];
  for (const [weight, ...amounts] of rows)
    for (const [at, amount] of amounts.entries()) sums[at] = (sums[at] ?? 0n) + weight * amount;
  return rows.length === 0 ? "" : [`${rows.length}`, ...sums.map(column)].join(" ");
}

/** As PostgreSQL writes it. */
function column(value: Fixed): string {
  const [whole = "", places = ""] = fromFixed18(value).split(".");
  return `${whole}.${places.padEnd(18, "0")}`;
}

function weighed(method: LotMethod, list: readonly Fill[], realised: readonly Fixed[]): WeighedBook {
  const book = new WeighedBook(method);
  for (const [at, { weight, side, quantity, price }] of list.entries())
    book.fill([weight, side, ...[quantity, price, 0n, realised[at] ?? 0n].map(column)].join(" "));
  return book;
}

describe.each(LOT_METHODS)("%s", (method) => {
  it("agrees with the rows that the fills give", () => {
    fc.assert(
      fc.property(fills, (list) => {
        const { realised, lots, closes, position } = rowsOf(method, list);
        const stored = { lots: sumsOf(lots), closes: sumsOf(closes), position };
        expect(weighed(method, list, realised).agreesWith(stored)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("does not where one figure of one row is another, or a row is missing", () => {
    fc.assert(
      fc.property(fills, fc.nat(), fc.integer({ min: 1, max: 4 }), fc.boolean(), (list, which, at, missing) => {
        const { realised, lots, closes, position } = rowsOf(method, list);
        const spoil = (rows: readonly Row[]): Row[] => {
          const spoiled = rows.map((row): Row => [...row]);
          const row = spoiled[which % spoiled.length];
          if (missing) return spoiled.filter((each) => each !== row);
          if (row !== undefined) row[at] = (row[at] ?? 0n) + 1n;
          return spoiled;
        };
        const told = (changed: { readonly lots?: readonly Row[]; readonly closes?: readonly Row[] }) =>
          weighed(method, list, realised).agreesWith({
            ...{ lots: sumsOf(changed.lots ?? lots), closes: sumsOf(changed.closes ?? closes), position },
          });
        // A weight of nothing weighs nothing: one in 2^64.
        fc.pre(list.every(({ weight }) => weight !== 0n));
        expect(told({ lots: spoil(lots) })).toBe(false);
        if (closes.length > 0) expect(told({ closes: spoil(closes) })).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("does not where two lots, or two closes, have each other's figures", () => {
    const list = [1n, 2n, 3n, 4n, 5n].map((n): Fill => {
      const quantity = 10n ** 18n;
      return { weight: 10n ** 9n + n ** 5n, side: n < 4n ? "b" : "s", quantity, price: n * quantity };
    });
    const { realised, lots, closes, position } = rowsOf(method, list);
    const swapped = (rows: readonly Row[]): Row[] => rows.map(([weight], at) => [weight, ...figures(rows, at)]);
    const figures = (rows: readonly Row[], at: number) => {
      const [, ...amounts] = rows[rows.length - 1 - at] ?? [0n, 0n, 0n, 0n, 0n];
      return amounts;
    };
    if (lots.length > 1)
      expect(
        weighed(method, list, realised).agreesWith({ lots: sumsOf(swapped(lots)), closes: sumsOf(closes), position }),
      ).toBe(false);
    if (closes.length > 1 && method !== "average")
      expect(
        weighed(method, list, realised).agreesWith({ lots: sumsOf(lots), closes: sumsOf(swapped(closes)), position }),
      ).toBe(false);
  });
});

it("does not where a close is the wrong way round", () => {
  const [bought, sold] = [7n, 8n];
  const list: Fill[] = [
    { weight: bought, side: "b", quantity: 10n ** 18n, price: 10n ** 18n },
    { weight: sold, side: "s", quantity: 2n * 10n ** 18n, price: 10n ** 18n },
  ];
  const { realised, lots, closes, position } = rowsOf("fifo", list);
  const told = (rows: readonly Row[]) =>
    weighed("fifo", list, realised).agreesWith({ lots: sumsOf(lots), closes: sumsOf(rows), position });
  expect(told(closes)).toBe(true);
  expect(closes).toHaveLength(1);
  expect(told(closes.map(([, ...amounts]) => [closeWeight(`${sold}`, `${bought}`), ...amounts]))).toBe(false);
});

it("does not where an execution claims to have made something else, or the position says so", () => {
  const list: Fill[] = ["b", "s"].map((side, at) => {
    return { weight: 7n + BigInt(at), side: side === "b" ? "b" : "s", quantity: 10n ** 18n, price: 10n ** 18n };
  });
  const { lots, closes, position } = rowsOf("fifo", list);
  const stored = { lots: sumsOf(lots), closes: sumsOf(closes), position };
  expect(weighed("fifo", list, [0n, 0n]).agreesWith(stored)).toBe(true);
  expect(weighed("fifo", list, [0n, 1n]).agreesWith(stored)).toBe(false);
  expect(weighed("fifo", list, [0n, 0n]).agreesWith({ ...stored, position: position.replace(/^2/, "3") })).toBe(false);
  expect(weighed("fifo", list, [0n, 0n]).agreesWith({ ...stored, position: "" })).toBe(false);
});
