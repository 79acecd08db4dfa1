/** Facts go by day, splits first, then by instant, number and row, whatever order they were read in. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ALL_TYPES, anyHistory } from "#lib/testing/books/any-history.ts";
import { asLocalDate } from "../shared/local-date.ts";
import type { BookFact } from "./fact.ts";
import { compareFacts, inOrder, mergeFacts } from "./fact-order.ts";

const FACT: BookFact = {
  id: "a",
  kind: "execution",
  type: "buy",
  day: asLocalDate("2024-01-02"),
  at: 100,
  seq: 0,
  row: 0,
  accountSeq: 1,
  instrumentId: "AAPL",
  currencyId: "USD",
  quantity: 1n,
  price: 1n,
  gross: 1n,
  fee: 0n,
  ratioNew: 1n,
  ratioOld: 1n,
  fxToBase: null,
  orderId: null,
  recordedAt: 0,
};
const fact = (change: Partial<BookFact>): BookFact => ({ ...FACT, ...change });
const ids = (facts: readonly BookFact[]) => facts.map(({ id }) => id).join("");

test("the day goes before all else", () => {
  const late = fact({ id: "b", day: asLocalDate("2024-01-03"), at: 50 });
  expect([late, FACT].sort(compareFacts)).toEqual([FACT, late]);
});

test("a split goes before the trades of its day, and after those of the day before", () => {
  const split = fact({ id: "s", kind: "activity", type: "split", at: 900, row: 9 });
  const before = fact({ id: "y", day: asLocalDate("2024-01-01"), at: 999 });
  expect(ids([FACT, split, before].sort(compareFacts))).toBe("ysa");
});

test("within a day: instant, number in the file, row, booking, id", () => {
  const facts = [
    fact({ id: "f", at: 101 }),
    fact({ id: "e", seq: 1 }),
    fact({ id: "d", row: 1 }),
    fact({ id: "c", accountSeq: 2 }),
    fact({ id: "b" }),
    fact({ id: "a" }),
  ];
  expect(ids(facts.sort(compareFacts))).toBe("abcdef");
});

test("an execution that is reported late stands behind those booked before it", () => {
  const first = fact({ id: "a", accountSeq: 1, at: 500, day: asLocalDate("2024-01-05") });
  const late = fact({ id: "b", accountSeq: 2, at: 200 });
  const next = fact({ id: "c", accountSeq: 3, at: 501, day: asLocalDate("2024-01-05") });
  const ordered = inOrder([late, next, first]);
  expect(ids(ordered)).toBe("abc");
  expect(ordered[1]).toMatchObject({ day: "2024-01-05", at: 500 });
});

test("a late execution of one instrument does not wait for those of another", () => {
  const other = fact({ id: "a", accountSeq: 1, at: 500, instrumentId: "MSFT" });
  const early = fact({ id: "b", accountSeq: 2, at: 200 });
  expect(ids(inOrder([other, early]))).toBe("ba");
});

test("an imported past stands before the executions that were booked earlier", () => {
  const execution = fact({ id: "a", accountSeq: 1, at: 500, day: asLocalDate("2024-01-05") });
  const past = fact({ id: "b", accountSeq: 2, kind: "activity", at: 100, day: asLocalDate("2024-01-01") });
  expect(ids(inOrder([execution, past]))).toBe("ba");
});

test("shuffled rows come out in the same order, and two ordered halves merge into it", () => {
  const shuffled = anyHistory({ types: ALL_TYPES }).chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
  );
  fc.assert(
    fc.property(shuffled, ([facts, mixed]) => {
      const ordered = inOrder(facts);
      expect(inOrder(mixed)).toEqual(ordered);
      const [odd, even] = [mixed.filter(({ row }) => row % 2 === 1), mixed.filter(({ row }) => row % 2 === 0)];
      expect(mergeFacts(inOrder(odd), inOrder(even))).toEqual(ordered);
    }),
  );
});
