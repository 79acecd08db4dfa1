// The lots that are stored and the books that reports are made of come from the same facts by two ways; they must not part.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bookOf } from "../books/apply-fact.ts";
import type { BookFact, FactType } from "../books/fact.ts";
import { quantityOf } from "../books/holding.ts";
import { LOT_METHODS } from "../books/lot-method.ts";
import { dec, toPlain } from "../shared/decimal.ts";
import { fixedTimes, fromFixed18 } from "../shared/fixed.ts";
import { asId, type InstrumentId } from "../shared/ids.ts";
import { asLocalDate } from "../shared/local-date.ts";
import { replayFacts } from "./replay-facts.ts";

const NANO = 10n ** 9n;
const instrumentId = asId<InstrumentId>("acme");

interface Sketch {
  readonly type: FactType;
  readonly units: bigint;
  readonly price: bigint;
  readonly ratio: readonly [bigint, bigint];
}

function factOf({ type, units, price, ratio }: Sketch, index: number): BookFact {
  const quantity = type === "split" ? 0n : units * NANO;
  const each = price * 10n ** 16n;
  return {
    ...{
      id: `fact-${index.toString().padStart(4, "0")}`,
      kind: "activity",
      type,
      day: asLocalDate("2024-01-02"),
      at: index,
    },
    ...{ seq: 0, row: index, accountSeq: index, instrumentId, currencyId: "usd", quantity, price: each, orderId: null },
    ...{ gross: fixedTimes(quantity, each), fee: 0n, fxToBase: null, recordedAt: 0 },
    ...{ ratioNew: type === "split" ? ratio[0] : 1n, ratioOld: type === "split" ? ratio[1] : 1n },
  };
}

const sketch = fc.record({
  type: fc.constantFrom<FactType>("buy", "buy", "buy", "sell", "sell", "split", "transfer_in", "transfer_out"),
  units: fc.bigInt({ min: 1n, max: 50n * NANO }),
  price: fc.bigInt({ min: 1n, max: 100_000n }),
  ratio: fc.constantFrom([2n, 1n] as const, [1n, 3n] as const, [3n, 2n] as const, [1n, 20n] as const),
});

/** Eighteen places at a time leave a trace in the last ones. */
const NEAR = dec("0.0000001");

describe("facts replayed", () => {
  it.each(LOT_METHODS)("give the quantity, cost and profit of the books under %s", (method) => {
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 25 }), (sketches) => {
        const facts = sketches.map(factOf);
        const stored = replayFacts(facts, { instrumentId, method });
        const holding = bookOf(facts, { methods: [method], baseCurrencyId: "usd" }).holdings.get(instrumentId);
        const [lots] = holding?.books ?? [];
        if (holding === undefined || lots === undefined) return;
        const open = lots.lots.reduce((total, lot) => total + lot.openCost.own, 0n);
        const pairs = [
          [stored.quantity, dec(fromFixed18(quantityOf(holding)))],
          [stored.cost, dec(fromFixed18(open))],
          [stored.realised, dec(fromFixed18(lots.realised.own))],
        ] as const;
        for (const [own, books] of pairs) {
          expect(own.minus(books).abs().lt(NEAR), `${toPlain(own)} is not ${toPlain(books)}`).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps quantity and cost of a position that two splits have made 20/3 of", () => {
    const buy: Sketch = { type: "buy", units: 10n * NANO, price: 3_000n, ratio: [1n, 1n] };
    const split = (ratio: readonly [bigint, bigint]): Sketch => ({ ...buy, type: "split", ratio });
    const facts = [buy, split([2n, 1n]), split([1n, 3n])].map(factOf);
    const { quantity, cost, splitUnits } = replayFacts(facts, { instrumentId, method: "fifo" });
    expect([toPlain(quantity), toPlain(cost)]).toEqual(["6.666666666666666667", "300"]);
    expect([...splitUnits.values()].map(toPlain)).toEqual(["10", "-13.333333333333333333"]);
  });

  it("counts what is left of a sale of rounded fractions as nothing", () => {
    const buy: Sketch = { type: "buy", units: 10n * NANO, price: 3_000n, ratio: [1n, 1n] };
    const facts = [
      buy,
      { ...buy, type: "split" as const, ratio: [2n, 3n] as const },
      { ...buy, type: "sell" as const, units: 6_666_666_667n },
    ].map(factOf);
    const { quantity, cost, lots } = replayFacts(facts, { instrumentId, method: "fifo" });
    expect([toPlain(quantity), toPlain(cost), lots.length]).toEqual(["0", "0", 1]);
  });
});
