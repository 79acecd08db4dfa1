/** The proof's reckoning of lots against the one that made them: two ways to the same figures, to the last place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import type { LotPick } from "#lib/domain/positions/lots.ts";
import { type ExecutionToReplay, replay } from "#lib/domain/positions/position.ts";
import { replayFacts } from "#lib/domain/positions/replay-facts.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { FIXED_ONE, fixedTimes, fromFixed18, toFixed18 } from "#lib/domain/shared/fixed.ts";
import { asId, type ExecutionId, type InstrumentId } from "#lib/domain/shared/ids.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { bookFact, bookFill, emptyFixedBook, type FixedBook, openCostOf } from "./fixed-lots.ts";

const NANO = 10n ** 9n;
const instrumentId = asId<InstrumentId>("acme");

interface Sketch {
  readonly type: FactType;
  readonly units: bigint;
  readonly price: bigint;
  readonly ratio: readonly [bigint, bigint];
  readonly pick: number;
}

const sketch = fc.record({
  type: fc.constantFrom<FactType>("buy", "buy", "buy", "sell", "sell", "split", "transfer_in", "transfer_out", "fee"),
  units: fc.oneof(fc.bigInt({ min: 1n, max: 50n * NANO }), fc.constantFrom(NANO, 2n * NANO)),
  price: fc.bigInt({ min: 1n, max: 100_000n }),
  ratio: fc.constantFrom([2n, 1n] as const, [1n, 3n] as const, [3n, 2n] as const, [1n, 20n] as const),
  pick: fc.nat(24),
});

const nameOf = (index: number) => `fact-${index.toString().padStart(4, "0")}`;

function factOf({ type, units, price, ratio }: Sketch, index: number): BookFact {
  const quantity = type === "split" ? 0n : units * NANO;
  const each = price * 10n ** 16n;
  return {
    ...{ id: nameOf(index), kind: "activity", type, day: asLocalDate("2024-01-02"), at: index, seq: 0, row: index },
    ...{ accountSeq: index, instrumentId, currencyId: "usd", quantity, price: each, orderId: null, recordedAt: 0 },
    ...{ gross: fixedTimes(quantity, each), fee: units, fxToBase: null },
    ...{ ratioNew: type === "split" ? ratio[0] : 1n, ratioOld: type === "split" ? ratio[1] : 1n },
  };
}

interface Replayed {
  readonly lots: readonly {
    openedBy: string;
    quantity: Decimal;
    openQuantity: Decimal;
    cost: Decimal;
    openCost: Decimal;
  }[];
  readonly closes: readonly {
    closedBy: string;
    quantity: Decimal;
    cost: Decimal;
    proceeds: Decimal;
    realised: Decimal;
  }[];
}

const plain = (value: Decimal) => fromFixed18(toFixed18(value));

function told({ lots, closes }: Replayed) {
  return {
    lots: lots
      .map((lot) => [lot.openedBy, ...[lot.quantity, lot.openQuantity, lot.cost, lot.openCost].map(plain)])
      .sort(),
    closes: closes
      .map((each) => [each.closedBy, ...[each.quantity, each.cost, each.proceeds, each.realised].map(plain)])
      .sort(),
  };
}

function mine({ lots, closes }: FixedBook) {
  return {
    lots: [...lots.values()]
      .map((lot) => [lot.openedBy, ...[lot.quantity, lot.open, lot.cost, lot.openCost].map(fromFixed18)])
      .sort(),
    closes: [...closes]
      .flatMap(([by, list]) =>
        list.map((each) => [by, ...[each.quantity, each.cost, each.proceeds, each.realised].map(fromFixed18)]),
      )
      .sort(),
  };
}

describe.each(LOT_METHODS)("under %s", (method) => {
  it("all facts of an instrument give the same lots, closes and sums", () => {
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 25 }), (sketches) => {
        const facts = sketches.map(factOf);
        const picks = new Map<string, LotPick[]>(
          sketches.map(({ pick }, index) => [
            nameOf(index),
            [pick, pick + 1].map((at) => ({ openedBy: nameOf(at), quantity: dec("1.5") })),
          ]),
        );
        const stored = replayFacts(facts, { instrumentId, method, picks });
        const book = emptyFixedBook(method);
        for (const fact of facts) {
          const own = picks.get(fact.id) ?? [];
          bookFact(
            book,
            fact,
            own.map(({ openedBy, quantity }) => ({ openedBy, quantity: toFixed18(quantity) })),
          );
        }
        expect(mine(book)).toEqual(told(stored));
        expect([book.held, openCostOf(book), book.realised, book.fees].map(fromFixed18)).toEqual(
          [stored.quantity, stored.cost, stored.realised, stored.fees].map(plain),
        );
        expect(book.trades).toBe(stored.trades);
      }),
      { numRuns: 300 },
    );
  });

  it("fills one after the other give the same, by quantity and price alone", () => {
    const fill = sketch.filter(({ type }) => type === "buy" || type === "sell");
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 25 }), (sketches) => {
        const fills = sketches.map(({ type, units, price }, index): ExecutionToReplay => {
          const amounts = { quantity: dec(fromFixed18(units * NANO)), price: dec(fromFixed18(price * 10n ** 16n)) };
          const id = asId<ExecutionId>(nameOf(index));
          return {
            id,
            instrumentId,
            side: type === "buy" ? "buy" : "sell",
            ...amounts,
            fee: dec("0"),
            at: new Date(index),
          };
        });
        const book = emptyFixedBook(method);
        for (const { id: factId, side, quantity, price } of fills) {
          const amounts = { quantity: toFixed18(quantity), price: toFixed18(price), value: null };
          bookFill(book, { factId, incoming: side === "buy", ...amounts, moved: false, picks: [] });
        }
        expect(mine(book)).toEqual(told(replay(fills, method)));
      }),
      { numRuns: 300 },
    );
  });
});

it("thousands of lots that are gone leave the open ones where they were", () => {
  const each = { quantity: FIXED_ONE, value: null, moved: false, picks: [] };
  const book = emptyFixedBook("fifo");
  const buy = (n: number) =>
    bookFill(book, { ...each, factId: `buy-${n}`, incoming: true, price: BigInt(n) * FIXED_ONE });
  const sell = (n: number) => bookFill(book, { ...each, factId: `sell-${n}`, incoming: false, price: 0n });
  for (let n = 1; n <= 5_000; n += 1) {
    buy(n);
    // What it brings is nothing, so that it loses what its lot has cost: the oldest that there is.
    if (n > 100) expect(sell(n)).toBe(BigInt(100 - n) * FIXED_ONE);
  }
  expect([book.held, openCostOf(book)]).toEqual([100n * FIXED_ONE, 495_050n * FIXED_ONE]);
  expect(book.open.length).toBeLessThan(3_000);
});
