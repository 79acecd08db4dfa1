/** What must hold for any history: however lots are taken, units and money go where they went, and no digit is lost. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_TYPES, anyHistory, TRADES } from "#lib/testing/books/any-history.ts";
import { replayFacts } from "../positions/replay-facts.ts";
import { dec } from "../shared/decimal.ts";
import { FIXED_ONE, fromFixed18 } from "../shared/fixed.ts";
import { asId, type InstrumentId } from "../shared/ids.ts";
import { applyFact, bookOf } from "./apply-fact.ts";
import { type BookOptions, openBook } from "./book.ts";
import type { BookFact } from "./fact.ts";
import { inOrder } from "./fact-order.ts";
import { quantityOf } from "./holding.ts";
import { LOT_METHODS } from "./lot-method.ts";
import { resumeBook, type SavedBook, saveBook } from "./saved-book.ts";
import { openTimeline, recordFact } from "./timeline.ts";

const OPTIONS: BookOptions = { methods: LOT_METHODS, baseCurrencyId: "USD" };
const anything = anyHistory({ types: ALL_TYPES, currencies: true }).map(inOrder);

function split<T>(list: readonly T[], at: number): [T[], T[]] {
  return [list.slice(0, at), list.slice(at)];
}

test("saved after any fact and resumed, the books go on as if they had never stopped", () => {
  fc.assert(
    fc.property(anything, fc.nat(), (facts, draw) => {
      const [before, after] = split(facts, draw % (facts.length + 1));
      const saved = JSON.parse(JSON.stringify(saveBook(bookOf(before, OPTIONS)))) as SavedBook;
      const resumed = resumeBook(saved, OPTIONS);
      for (const fact of after) applyFact(resumed, fact);
      expect(saveBook(resumed)).toEqual(saveBook(bookOf(facts, OPTIONS)));
      expect(resumed).toEqual(bookOf(facts, OPTIONS));
    }),
  );
});

test("shuffled rows leave the same books", () => {
  const shuffled = anyHistory({ types: ALL_TYPES, currencies: true }).chain((facts) =>
    fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
  );
  fc.assert(
    fc.property(shuffled, ([facts, mixed]) => {
      expect(bookOf(inOrder(mixed), OPTIONS)).toEqual(bookOf(inOrder(facts), OPTIONS));
    }),
  );
});

test("an instrument read alone has the holding that it has in the account", () => {
  fc.assert(
    fc.property(anything, (facts) => {
      const book = bookOf(facts, OPTIONS);
      for (const [instrumentId, holding] of book.holdings) {
        const own = facts.filter((fact) => fact.instrumentId === instrumentId);
        expect(bookOf(own, OPTIONS).holdings.get(instrumentId)).toEqual(holding);
      }
    }),
  );
});

test("open lots sum to what is held, under every method, all on the same side", () => {
  fc.assert(
    fc.property(anything, (facts) => {
      for (const { held, books } of bookOf(facts, OPTIONS).holdings.values()) {
        for (const { lots } of books) {
          expect(lots.reduce((units, lot) => units + lot.open, 0n)).toBe(held);
          expect(lots.every((lot) => lot.open !== 0n && lot.open < 0n === held < 0n)).toBe(true);
        }
      }
    }),
  );
});

test("every part that was closed is in the realised sums, and costs are neither made nor lost", () => {
  fc.assert(
    fc.property(anything, (facts) => {
      const realised = new Map<string, bigint>();
      const onClose: BookOptions["onClose"] = ({ method, proceeds, cost, moved, closedBy }) => {
        const fact = facts.find(({ id }) => id === closedBy);
        const key = `${fact?.instrumentId} ${method}`;
        if (!moved) realised.set(key, (realised.get(key) ?? 0n) + proceeds.own - cost.own);
      };
      for (const { instrumentId, books } of bookOf(facts, { ...OPTIONS, onClose }).holdings.values()) {
        for (const book of books) expect(realised.get(`${instrumentId} ${book.method}`) ?? 0n).toBe(book.realised.own);
      }
    }),
  );
});

describe("the lots that orders book into", () => {
  const types = [...TRADES, "transfer_in", "transfer_out"] as const;
  const sell = (facts: readonly BookFact[]) => facts.map((fact) => ({ ...fact, instrumentId: "AAPL" }));

  test.each(LOT_METHODS)("are the engine's under %s: quantity, cost and realised", (method) => {
    fc.assert(
      fc.property(anyHistory({ types }).map(inOrder).map(sell), (facts) => {
        const holding = bookOf(facts, OPTIONS).holdings.get("AAPL");
        const lots = holding?.books[LOT_METHODS.indexOf(method)];
        if (holding === undefined || lots === undefined) throw new Error("there is a holding");
        const replayed = replayFacts(facts, { instrumentId: asId<InstrumentId>("AAPL"), method });
        expect(replayed.quantity.eq(dec(fromFixed18(quantityOf(holding))))).toBe(true);
        const cost = lots.lots.reduce((sum, lot) => sum + lot.openCost.own, 0n);
        expect(replayed.cost.toFixed()).toBe(dec(fromFixed18(cost)).toFixed());
        expect(replayed.realised.toFixed()).toBe(dec(fromFixed18(lots.realised.own)).toFixed());
      }),
    );
  });
});

describe("as if every share were a lot of its own", () => {
  /** Whole shares: each is a price in a list, and the method says from where the list is taken. */
  const TAKES: { readonly [method: string]: (prices: bigint[]) => bigint | undefined } = {
    fifo: (prices) => prices.shift(),
    lifo: (prices) => prices.pop(),
    hifo: (prices) => {
      const dearest = prices.reduce((most, price) => (price > most ? price : most), prices[0] ?? 0n);
      return prices.splice(prices.indexOf(dearest), 1)[0];
    },
  };
  const shares = fc.array(
    fc.record({
      buys: fc.boolean(),
      units: fc.integer({ min: 1, max: 12 }),
      price: fc.bigInt({ min: 1n, max: 50n }),
    }),
    { minLength: 1, maxLength: 25 },
  );

  test.each(Object.entries(TAKES))("%s sells and covers the same", (method, take) => {
    fc.assert(
      fc.property(shares, (trades) => {
        // Signed prices: a short share's cost is minus its price.
        let [open, realised, sign]: [bigint[], bigint, bigint] = [[], 0n, 1n];
        for (const { buys, units, price } of trades) {
          for (let unit = 0; unit < units; unit += 1) {
            const side = buys ? 1n : -1n;
            if (open.length === 0) sign = side;
            if (side === sign) open = [...open, sign * price];
            else realised += -side * price - (take(open) ?? 0n);
          }
        }
        const book = bookOf(trades.map(tradeOf), OPTIONS).holdings.get("AAPL");
        const lots = book?.books[(LOT_METHODS as readonly string[]).indexOf(method)];
        expect(book?.held).toBe(sign * BigInt(open.length) * FIXED_ONE);
        expect(lots?.realised.own).toBe(realised * FIXED_ONE);
        expect(lots?.lots.reduce((sum, lot) => sum + lot.openCost.own, 0n)).toBe(
          open.reduce((sum, cost) => sum + cost, 0n) * FIXED_ONE,
        );
      }),
    );
  });

  function tradeOf({ buys, units, price }: { buys: boolean; units: number; price: bigint }, row: number): BookFact {
    const quantity = BigInt(units) * FIXED_ONE;
    const what = { id: `t${row}`, kind: "activity", type: buys ? "buy" : "sell", instrumentId: "AAPL" } as const;
    const when = { day: "2024-01-02" as BookFact["day"], at: 0, seq: 0, row, accountSeq: row, recordedAt: 0 };
    const money = { currencyId: "USD", quantity, price: price * FIXED_ONE, gross: quantity * price, fee: 0n };
    return { ...what, ...when, ...money, ratioNew: 1n, ratioOld: 1n, fxToBase: null, orderId: null };
  }
});

test("the timeline has at each day's close what the books have then", () => {
  fc.assert(
    fc.property(anything, (facts) => {
      const book = openBook(OPTIONS);
      const timeline = openTimeline(book);
      for (const fact of facts) recordFact(timeline, book, fact);
      const at = (track: { opening: bigint; steps: readonly { day: string; amount: bigint }[] }, day: string) =>
        track.steps.findLast((step) => step.day <= day)?.amount ?? track.opening;
      for (const { steps } of [...timeline.holdings.values(), ...timeline.cash.values()]) {
        // One step a day, and none that changes nothing.
        expect(steps.every((step, index) => index === 0 || step.day > (steps[index - 1]?.day ?? ""))).toBe(true);
        expect(steps.every((step, index) => step.amount !== (steps[index - 1]?.amount ?? 0n))).toBe(true);
      }
      for (const day of new Set(facts.map((fact) => fact.day))) {
        const then = bookOf(
          facts.filter((fact) => fact.day <= day),
          OPTIONS,
        );
        for (const [id, holding] of then.holdings) {
          expect(at(timeline.holdings.get(id) ?? { opening: -1n, steps: [] }, day)).toBe(quantityOf(holding));
        }
        for (const [id, cash] of then.cash) {
          expect(at(timeline.cash.get(id) ?? { opening: 0n, steps: [] }, day)).toBe(cash.own);
        }
        const flows = timeline.flows.filter((flow) => flow.day <= day);
        expect(flows.reduce((sum, flow) => sum + flow.inflow, 0n)).toBe(then.inflow);
        expect(flows.reduce((sum, flow) => sum + flow.outflow, 0n)).toBe(then.outflow);
      }
    }),
  );
});
