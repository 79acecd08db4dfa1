/** Fills against finished bars stay inside what the bar traded. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type BarEvent, touchBar } from "./match-bar.ts";
import { matchEvent } from "./run-venue.ts";
import { meetAlone, sampleBarEvent, sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

const event = sampleBarEvent({ open: "100", high: "104", low: "97", close: "103", volume: "50" });
const { bar } = event;

function order(side: "buy" | "sell", limit: string | null, quantity = "10"): VenueOrder {
  return sampleVenueOrder({
    side,
    type: limit ? "limit" : "market",
    quantity: dec(quantity),
    limitPrice: limit ? dec(limit) : null,
  });
}

const priceOf = (o: VenueOrder, e: BarEvent = event) => touchBar(o, e)?.price ?? null;

test.each([
  ["a market order at the open", "buy", null, "100"],
  ["a buy limit inside the bar at its limit", "buy", "98", "98"],
  ["a buy limit that the open gapped below at the open", "buy", "101", "100"],
  ["a buy limit below the low not at all", "buy", "96.99", null],
  ["a sell limit inside the bar at its limit", "sell", "103.5", "103.5"],
  ["a sell limit that the open gapped above at the open", "sell", "99", "100"],
  ["a sell limit above the high not at all", "sell", "104.01", null],
] as const)("%s", (_name, side, limit, price) => {
  expect(priceOf(order(side, limit))?.toFixed() ?? null).toBe(price);
});

test("no more than the bar's volume, or what is left of it, is filled", () => {
  const all = meetAlone(order("buy", null, "80"), event);
  expect(all.fills.map((f) => f.quantity.toFixed())).toEqual(["50"]);
  expect(all.residue).toEqual({ state: "working" });
  const both = [order("buy", null, "30"), { ...order("buy", null, "80"), venueOrderId: "v2", seq: 2 }];
  const shared = matchEvent({ orders: both, event, purse: new Map() });
  expect(shared.flatMap(({ fills }) => fills.map((f) => f.quantity.toFixed()))).toEqual(["30", "20"]);
});

test("every fill lies between low and high and never beyond the limit", () => {
  const price = fc.integer({ min: 1, max: 20_000 }).map((c) => dec(BigInt(c)).div(100));
  fc.assert(
    fc.property(fc.constantFrom("buy" as const, "sell" as const), price, (side, limit) => {
      const at = priceOf(order(side, limit.toFixed()));
      if (at === null) return;
      expect(at.gte(bar.low) && at.lte(bar.high)).toBe(true);
      expect(side === "buy" ? at.lte(limit) : at.gte(limit)).toBe(true);
    }),
  );
});

const rising = { open: "100", high: "104", low: "97", close: "103" };
const falling = { ...rising, close: "98" };
const stop = (side: "buy" | "sell", at: string, more: Partial<VenueOrder> = {}) =>
  sampleVenueOrder({ side, type: "stop", stopPrice: dec(at), ...more });
const stopLimit = (side: "buy" | "sell", at: string, limit: string) =>
  stop(side, at, { type: "stop_limit", limitPrice: dec(limit) });

test.each([
  ["a buy stop trades where the bar rises to it", stop("buy", "102"), rising, "102"],
  ["a buy stop that the open gapped through trades at the open", stop("buy", "99"), rising, "100"],
  ["a buy stop above the high waits", stop("buy", "104.01"), rising, null],
  ["a sell stop trades where the bar falls to it", stop("sell", "98"), rising, "98"],
  ["a sell stop that the open gapped through trades at the open", stop("sell", "101"), rising, "100"],
  ["a sell stop below the low waits", stop("sell", "96.99"), rising, null],
  ["a stop limit trades at its stop", stopLimit("sell", "98", "97.5"), rising, "98"],
  ["a gapped stop limit trades at the open when its limit allows", stopLimit("sell", "101", "99"), rising, "100"],
  ["a gapped stop limit waits for its limit within the bar", stopLimit("sell", "101", "102"), rising, "102"],
  ["a limit behind its stop trades only if the close comes to it", stopLimit("sell", "98", "99"), rising, "99"],
  ["and else waits", stopLimit("sell", "98", "99"), falling, null],
  ["so does a buy limit below its stop", stopLimit("buy", "102", "101"), falling, "101"],
  ["and waits when the bar closes above it", stopLimit("buy", "102", "101"), rising, null],
  ["a triggered stop trades at the open", stop("sell", "50", { triggeredAt: new Date(0) }), rising, "100"],
] as const)("%s", (_name, order, prices, expected) => {
  expect(priceOf(order, sampleBarEvent(prices))?.toFixed() ?? null).toBe(expected);
});

test("a trailing stop is tested as it stood before the bar, and only then follows it", () => {
  const trail = (stopPrice: string, more: Partial<VenueOrder> = {}) =>
    stop("sell", stopPrice, { type: "trailing_stop", trailPrice: dec("3.5"), highWaterMark: dec("100"), ...more });
  const [hit, followed] = [touchBar(trail("97.5"), event), touchBar(trail("96.5"), event)];
  expect([hit?.price?.toFixed(), hit?.marks?.highWaterMark?.toFixed()]).toEqual(["97.5", "100"]);
  expect([followed?.price, followed?.marks?.highWaterMark?.toFixed(), followed?.marks?.stopPrice?.toFixed()]).toEqual([
    null,
    "104",
    "100.5",
  ]);
  const fresh = touchBar(trail("1", { highWaterMark: null, stopPrice: null, trailPrice: dec("2") }), event);
  expect([fresh?.price?.toFixed(), fresh?.marks?.highWaterMark?.toFixed()]).toEqual(["98", "100"]);
});

test("slippage stays inside the bar", () => {
  const slippage = { kind: "per_share", amount: dec("0.5") } as const;
  expect(priceOf(stop("buy", "103.8", { slippage }))?.toFixed()).toBe("104");
  expect(priceOf(stop("buy", "102", { slippage }))?.toFixed()).toBe("102.5");
});

test("auction orders trade at the open and the close of the bars that have them", () => {
  const until = new Date("2026-11-20T15:28:00Z");
  const auctions = sampleBarEvent(rising, { openingUntil: until, closingUntil: until });
  expect(priceOf(sampleVenueOrder({ timeInForce: "opg" }), auctions)?.toFixed()).toBe("100");
  expect(priceOf(sampleVenueOrder({ timeInForce: "cls" }), auctions)?.toFixed()).toBe("103");
  expect(touchBar(sampleVenueOrder({ timeInForce: "cls" }), event)).toBeNull();
});

test("what must trade at once takes the open or nothing", () => {
  const limit = (price: string) => sampleVenueOrder({ type: "limit", timeInForce: "ioc", limitPrice: dec(price) });
  expect(meetAlone(limit("101"), event).residue).toEqual({ state: "filled" });
  const later = meetAlone(limit("98"), event);
  expect(later.residue).toEqual({ state: "canceled", reason: "ioc_rest" });
});
