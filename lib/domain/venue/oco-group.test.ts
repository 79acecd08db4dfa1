/** Two exits that share one quantity: never more than it is filled, and never both. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Decimal, dec, sum, ZERO } from "../shared/decimal.ts";
import { matchEvent, type VenueEvent, type VenueResult } from "./run-venue.ts";
import { sampleBarEvent, sampleQuoteEvent, sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

const member = (id: string, more: Partial<VenueOrder>) =>
  sampleVenueOrder({ venueOrderId: id, side: "sell", groupId: "g", held: dec("10"), timeInForce: "gtc", ...more });
const profit = member("profit", { type: "limit", limitPrice: dec("103"), seq: 1 });
const loss = member("loss", { type: "stop", stopPrice: dec("98"), seq: 2 });

function meet(event: VenueEvent, orders: readonly VenueOrder[] = [profit, loss]) {
  return matchEvent({ orders, event, purse: new Map() });
}
function told(results: readonly VenueResult[]) {
  return results.map(({ order, fills, residue, reducedBy, after }) => [
    order.venueOrderId,
    fills[0]?.quantity.toFixed() ?? null,
    residue.state === "canceled" ? residue.reason : residue.state,
    reducedBy.toFixed(),
    after.quantity?.toFixed(),
  ]);
}

test("a full fill of one exit cancels the other", () => {
  const quote = sampleQuoteEvent({ bid: dec("103.1"), ask: dec("103.2"), last: dec("103.1") });
  expect(told(meet(quote))).toEqual([
    ["profit", "10", "filled", "0", "10"],
    ["loss", null, "oco", "10", "0"],
  ]);
});

test("a partial fill of one exit shrinks the other by as much, and the hold they share", () => {
  const quote = sampleQuoteEvent({ bid: dec("103.1"), ask: dec("103.2"), last: dec("103.1"), bidSize: dec("3") });
  const results = meet(quote);
  expect(told(results)).toEqual([
    ["profit", "3", "working", "0", "10"],
    ["loss", null, "working", "3", "7"],
  ]);
  expect(results.map((result) => result.after.held.toFixed())).toEqual(["7", "7"]);
});

test("members lose in order of arrival, however they are handed over", () => {
  const third = member("third", { type: "limit", limitPrice: dec("109"), seq: 3 });
  const quote = sampleQuoteEvent({ bid: dec("103.1"), ask: dec("103.2"), last: dec("103.1") });
  const names = ["profit", "loss", "third"];
  for (const orders of [
    [profit, loss, third],
    [third, loss, profit],
  ]) {
    expect(meet(quote, orders).map((result) => result.order.venueOrderId)).toEqual(names);
  }
});

test("where a bar reaches both exits the stop loss wins", () => {
  expect(told(meet(sampleBarEvent()))).toEqual([
    ["loss", "10", "filled", "0", "10"],
    ["profit", null, "oco", "10", "0"],
  ]);
});

test("also when the stop loss is a limit behind the take profit in priority", () => {
  const high = member("loss", { type: "stop_limit", stopPrice: dec("98"), limitPrice: dec("103.5"), seq: 2 });
  const event = sampleBarEvent({ open: "100", high: "104", low: "97", close: "103.6" });
  expect(told(meet(event, [profit, high]))[0]?.slice(0, 3)).toEqual(["loss", "10", "filled"]);
});

test("an open beyond the take profit comes before everything within the bar", () => {
  const gap = sampleBarEvent({ open: "105", high: "106", low: "97", close: "100" });
  expect(told(meet(gap))[0]).toEqual(["profit", "10", "filled", "0", "10"]);
});

test("over any events a group never fills more than its quantity, and is done when that is filled", () => {
  const cents = fc.integer({ min: 9_000, max: 11_000 }).map((c) => dec(BigInt(c)).div(100));
  const size = fc.integer({ min: 0, max: 12 }).map((n) => dec(BigInt(n)));
  const event = fc
    .record({ bid: cents, last: cents, bidSize: size, bar: fc.boolean(), open: cents })
    .map((e): VenueEvent => {
      if (!e.bar) return sampleQuoteEvent({ ...e, ask: e.bid });
      const prices = [e.open, e.bid, e.last].sort((a, b) => a.cmp(b)).map((p) => p.toFixed());
      const [low = "1", , high = "1"] = prices;
      return sampleBarEvent({
        open: e.open.toFixed(),
        high,
        low,
        close: e.last.toFixed(),
        volume: e.bidSize.toFixed(),
      });
    });
  const stops = fc.constantFrom<Partial<VenueOrder>>(
    { type: "stop", stopPrice: dec("98") },
    { type: "stop_limit", stopPrice: dec("98"), limitPrice: dec("97") },
    { type: "stop_limit", stopPrice: dec("98"), limitPrice: dec("104") },
    { type: "trailing_stop", trailPrice: dec("1.5") },
  );
  fc.assert(
    fc.property(stops, fc.array(event, { minLength: 1, maxLength: 12 }), (stop, events) => {
      let open: VenueOrder[] = [profit, member("loss", { seq: 2, ...stop })];
      let filled: Decimal = ZERO;
      for (const each of events) {
        const results = new Map(meet(each, open).map((result) => [result.order.venueOrderId, result]));
        filled = filled.plus(sum([...results.values()].flatMap((r) => r.fills.map((fill) => fill.quantity))));
        open = open.flatMap((order) => {
          const result = results.get(order.venueOrderId);
          if (result === undefined) return [order];
          return result.residue.state === "working" ? [result.after] : [];
        });
        expect(filled.lte("10")).toBe(true);
        const left = open.map((order) => order.quantity?.minus(order.filledQuantity).toFixed());
        expect(left).toEqual(filled.eq("10") ? [] : [0, 1].map(() => dec("10").minus(filled).toFixed()));
        for (const order of open) expect(order.held.eq(dec("10").minus(filled))).toBe(true);
      }
    }),
  );
});
