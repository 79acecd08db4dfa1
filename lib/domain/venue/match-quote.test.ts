/** The paper venue's promises: never beyond price, size, leaves or funds, and partial fills add up to the whole. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { feeFor } from "#lib/domain/orders/fees.ts";
import { type Decimal, dec, sum, ZERO } from "#lib/domain/shared/decimal.ts";
import { afterFill } from "./funds.ts";
import { matchEvent } from "./run-venue.ts";
import { meetAlone, sampleQuoteEvent, sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

function order(change: Partial<VenueOrder> = {}): VenueOrder {
  return sampleVenueOrder({ type: change.limitPrice ? "limit" : "market", ...change });
}

const quote = sampleQuoteEvent({ askSize: dec("4") });
const one = (o: VenueOrder, size = "1000", cashFree = "0") =>
  meetAlone(o, { ...quote, askSize: dec(size), bidSize: dec(size) }, dec(cashFree));

test("a market buy pays the ask and a market sell gets the bid", () => {
  expect(one(order()).fills[0]?.price.eq("100.02")).toBe(true);
  expect(one(order({ side: "sell" })).fills[0]?.price.eq("99.98")).toBe(true);
});

test("a limit waits while it is not marketable and otherwise trades at the better quote", () => {
  expect(one(order({ limitPrice: dec("100.01") }))).toEqual({ fills: [], residue: { state: "working" }, marks: null });
  expect(one(order({ limitPrice: dec("101") })).fills[0]?.price.eq("100.02")).toBe(true);
  expect(one(order({ side: "sell", limitPrice: dec("99.99") })).fills).toEqual([]);
  expect(one(order({ side: "sell", limitPrice: dec("90") })).fills[0]?.price.eq("99.98")).toBe(true);
});

test("the size shown is all that is filled; the rest waits for the next quote", () => {
  const result = one(order(), "4");
  expect(result.fills.map((f) => f.quantity.toFixed())).toEqual(["4"]);
  expect(result.residue).toEqual({ state: "working" });
  expect(one(order(), "0")).toEqual({ fills: [], residue: { state: "working" }, marks: null });
});

test("execution ids follow from the order and its number", () => {
  const [first] = one(order(), "4").fills;
  expect(first?.venueExecutionId).toBe("v1:0001");
  expect(first && one(afterFill(order(), first)).fills[0]?.venueExecutionId).toBe("v1:0002");
  expect(one(order(), "4").fills[0]?.venueExecutionId).toBe("v1:0001");
});

test("what cannot be paid is canceled with its reason, and what can be paid is filled", () => {
  const result = one(order({ held: dec("500") }), "1000", "100.1");
  expect(result.fills[0]?.quantity.toFixed()).toBe("5.999800039");
  expect(result.residue).toEqual({ state: "canceled", reason: "insufficient_hold" });
  expect(one(order({ held: ZERO }))).toEqual({
    fills: [],
    residue: { state: "canceled", reason: "insufficient_hold" },
    marks: null,
  });
  expect(one(order({ held: dec("2000") }), "1000", "-5").residue).toEqual({ state: "filled" });
});

test("a sell never delivers more than it holds", () => {
  const result = one(order({ side: "sell", held: dec("3") }));
  expect(result.fills[0]?.quantity.toFixed()).toBe("3");
  expect(result.residue).toEqual({ state: "canceled", reason: "insufficient_hold" });
});

test("a sale whose fee is larger than its proceeds needs free cash for it", () => {
  const dust = order({ side: "sell", assetClass: "crypto", quantity: dec("0.000000001"), held: dec("1") });
  expect(one(dust).residue).toEqual({ state: "canceled", reason: "insufficient_hold" });
  expect(one(dust, "1000", "0.01").residue).toEqual({ state: "filled" });
});

test("an amount of money buys its quantity at the ask, cut to nine places", () => {
  const result = one(order({ quantity: null, notional: dec("250"), held: dec("250") }));
  expect(result.fills[0]?.quantity.toFixed()).toBe("2.499500099");
  expect(result.residue).toEqual({ state: "filled" });
});

const cents = (max: number) => fc.integer({ min: 1, max }).map((c) => dec(BigInt(c)).div(100));
const nano = (max: number) =>
  fc.bigInt({ min: 1n, max: BigInt(max) * 1_000_000_000n }).map((n) => dec(n).div("1000000000"));
const quotes = fc.array(
  fc.record({ bid: cents(20_000), spread: cents(50), bidSize: nano(50), askSize: nano(50) }).map((q) => ({
    bid: q.bid,
    ask: q.bid.plus(q.spread),
    bidSize: q.bidSize,
    askSize: q.askSize,
  })),
  { minLength: 1, maxLength: 25 },
);
const orders = fc.record({
  side: fc.constantFrom("buy" as const, "sell" as const),
  assetClass: fc.constantFrom("us_equity" as const, "crypto" as const),
  limitPrice: fc.option(cents(20_000)),
  quantity: fc.option(nano(100)),
  notional: cents(1_000_000),
  held: cents(2_000_000),
  cashFree: cents(100_000),
});

test("over any quotes an order stays within its limit, its quantity, the sizes and what it can pay", () => {
  fc.assert(
    fc.property(orders, quotes, (o, seen) => {
      const start = order({ ...o, notional: o.quantity ? null : o.notional, type: o.limitPrice ? "limit" : "market" });
      let current = start;
      let [spent, delivered, fees] = [ZERO, ZERO, ZERO];
      let state = "working";
      for (const q of seen) {
        const size = o.side === "buy" ? q.askSize : q.bidSize;
        // Only cash beyond the hold is free; what earlier fills took of it is gone.
        const beyond = spent.minus(start.held);
        const free = o.side === "buy" && beyond.gt(ZERO) ? o.cashFree.minus(beyond) : o.cashFree;
        const strict = { ...current, held: o.side === "buy" ? nonNegative(start.held.minus(spent)) : current.held };
        const result = meetAlone(strict, sampleQuoteEvent(q), free);
        for (const fill of result.fills) {
          expect(fill.quantity.gt(ZERO) && fill.quantity.lte(size) && fill.quantity.decimalPlaces() <= 9).toBe(true);
          if (o.limitPrice)
            expect(o.side === "buy" ? fill.price.lte(o.limitPrice) : fill.price.gte(o.limitPrice)).toBe(true);
          spent = spent.plus(fill.quantity.times(fill.price)).plus(fill.fee);
          delivered = delivered.plus(fill.quantity);
          fees = fees.plus(fill.fee);
          current = afterFill(strict, fill);
        }
        state = result.residue.state;
        if (state !== "working") break;
      }
      if (o.side === "buy") expect(spent.lte(start.held.plus(o.cashFree))).toBe(true);
      else expect(delivered.lte(start.held)).toBe(true);
      if (start.quantity) expect(delivered.lte(start.quantity)).toBe(true);
      else expect(current.filledValue.lte(o.notional)).toBe(true);
      if (state === "filled" && start.quantity) expect(delivered.eq(start.quantity)).toBe(true);
      const { assetClass, side, filledValue } = current;
      expect(fees.eq(feeFor({ assetClass, side, quantity: dec("1"), price: filledValue }))).toBe(true);
    }),
  );
});

const nonNegative = (d: Decimal) => (d.lt(ZERO) ? ZERO : d);

test("the size of a quote is shared: market first, then the better limit, then the earlier order", () => {
  const book = [
    order({ venueOrderId: "late-limit", limitPrice: dec("101"), quantity: dec("2"), seq: 3 }),
    order({ venueOrderId: "early-limit", limitPrice: dec("101"), quantity: dec("2"), seq: 2 }),
    order({ venueOrderId: "better-limit", limitPrice: dec("102"), quantity: dec("1"), seq: 9 }),
    order({ venueOrderId: "market", quantity: dec("0.5"), seq: 9 }),
    order({ venueOrderId: "sell", side: "sell", quantity: dec("7"), seq: 9 }),
    order({ venueOrderId: "away", limitPrice: dec("90"), seq: 0 }),
  ];
  const results = matchEvent({ orders: book, event: quote, purse: new Map() });
  const got = results.map((r) => [
    r.order.venueOrderId,
    sum(r.fills.map((f) => f.quantity)).toFixed(),
    r.residue.state,
  ]);
  expect(got).toEqual([
    ["market", "0.5", "filled"],
    ["better-limit", "1", "filled"],
    ["early-limit", "2", "filled"],
    ["late-limit", "0.5", "working"],
    ["sell", "7", "filled"],
  ]);
});

test("orders of one account cannot spend its free cash twice on one quote", () => {
  const poor = ["x", "y"].map((id) => order({ venueOrderId: id, quantity: dec("1"), held: dec("60") }));
  const results = matchEvent({ orders: poor, event: quote, purse: new Map([["a1", dec("50")]]) });
  const spent = sum(results.flatMap((r) => r.fills.map((f) => f.quantity.times(f.price))));
  expect(results.map((r) => r.residue.state)).toEqual(["filled", "canceled"]);
  expect(spent.lte("170")).toBe(true);
});
