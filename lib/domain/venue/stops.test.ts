/** Stops against quotes: they trigger on the last price, trade at the quote, and trail the market without ever loosening. */
import { expect, test } from "vitest";
import { dec } from "../shared/decimal.ts";
import type { QuoteEvent } from "./match-quote.ts";
import { meetAlone, sampleQuoteEvent, sampleVenueOrder } from "./samples.ts";
import type { MatchResult } from "./settle.ts";
import type { VenueOrder } from "./venue-order.ts";

type Text = { readonly bid?: string; readonly ask?: string; readonly last?: string };

function meet(order: Partial<VenueOrder>, prices: Text, more: Partial<QuoteEvent> = {}): MatchResult {
  const { bid = "99.98", ask = "100.02", last = "100" } = prices;
  const quote = sampleQuoteEvent({ bid: dec(bid), ask: dec(ask), last: dec(last), ...more });
  return meetAlone(sampleVenueOrder(order), quote);
}
const price = (result: MatchResult) => result.fills[0]?.price.toFixed() ?? null;

const stop = (side: "buy" | "sell", at: string): Partial<VenueOrder> => ({ side, type: "stop", stopPrice: dec(at) });
const trail = (side: "buy" | "sell", more: Partial<VenueOrder>): Partial<VenueOrder> => ({
  side,
  type: "trailing_stop",
  trailPrice: dec("2"),
  ...more,
});

test.each([
  ["a buy stop waits below its price", stop("buy", "100.01"), {}, null],
  ["a buy stop trades at the ask once the last price is there", stop("buy", "100"), {}, "100.02"],
  ["a sell stop waits above its price", stop("sell", "99.99"), {}, null],
  ["a sell stop trades at the bid once the last price is there", stop("sell", "100"), {}, "99.98"],
  ["the quote alone triggers nothing", stop("buy", "101"), { ask: "102" }, null],
  ["a gap through a sell stop fills at the quote", stop("sell", "100"), { last: "91", bid: "90.5", ask: "91" }, "90.5"],
  [
    "a gap through a buy stop fills at the quote",
    stop("buy", "100"),
    { last: "109", bid: "109", ask: "109.5" },
    "109.5",
  ],
] as const)("%s", (_name, order, prices, expected) => {
  expect(price(meet(order, prices))).toBe(expected);
});

test("a stop that triggers remembers when, and from then on is a market order", () => {
  const triggered = meet(stop("sell", "100"), {});
  expect(triggered.marks).toEqual({ highWaterMark: null, stopPrice: dec("100"), triggeredAt: sampleQuoteEvent().at });
  const later = { ...stop("sell", "100"), triggeredAt: new Date("2026-11-20T15:00:00Z") };
  expect(price(meet(later, { bid: "104.9", ask: "105", last: "105" }))).toBe("104.9");
});

test("a stop limit becomes a limit: gapped beyond it, it waits there", () => {
  const order = { ...stop("sell", "100"), type: "stop_limit" as const, limitPrice: dec("99") };
  const gapped = meet(order, { last: "91", bid: "90.5", ask: "91" });
  expect([price(gapped), gapped.residue.state, gapped.marks?.triggeredAt instanceof Date]).toEqual([
    null,
    "working",
    true,
  ]);
  const triggeredAt = gapped.marks?.triggeredAt ?? null;
  expect(price(meet({ ...order, triggeredAt }, { bid: "99.5", ask: "100.5", last: "101" }))).toBe("99.5");
  expect(price(meet(order, {}))).toBe("99.98");
});

test("a trailing stop begins with its first price and follows the best one", () => {
  expect(meet(trail("sell", {}), {}).marks).toMatchObject({ highWaterMark: dec("100"), stopPrice: dec("98") });
  const at = { highWaterMark: dec("100"), stopPrice: dec("98") };
  expect(meet(trail("sell", at), { last: "103" }).marks).toMatchObject({
    highWaterMark: dec("103"),
    stopPrice: dec("101"),
  });
  expect(meet(trail("sell", at), { last: "99" }).marks).toBeNull();
  expect(price(meet(trail("sell", at), { last: "98", bid: "97.9", ask: "98.1" }))).toBe("97.9");
  const low = { highWaterMark: dec("100"), stopPrice: dec("102") };
  expect(meet(trail("buy", low), { last: "95" }).marks).toMatchObject({
    highWaterMark: dec("95"),
    stopPrice: dec("97"),
  });
  expect(price(meet(trail("buy", low), { last: "102", bid: "101.9", ask: "102.1" }))).toBe("102.1");
});

test("a trailing stop that stands nearer than its trail stays where it is", () => {
  const near = { highWaterMark: dec("100"), stopPrice: dec("99.5") };
  expect(meet(trail("sell", near), { last: "100.1" }).marks).toMatchObject({ stopPrice: dec("99.5") });
  const below = { highWaterMark: dec("100"), stopPrice: dec("100.5") };
  expect(meet(trail("buy", below), { last: "99.9" }).marks).toMatchObject({ stopPrice: dec("100.5") });
});

test("a trail in percent is rounded to the tick away from the market", () => {
  const order = { trailPrice: null, trailPercent: dec("3.33") };
  expect(meet(trail("sell", order), { last: "99.99" }).marks?.stopPrice?.toFixed()).toBe("96.66");
  expect(meet(trail("buy", order), { last: "99.99" }).marks?.stopPrice?.toFixed()).toBe("103.32");
  expect(meet(trail("sell", order), { last: "0.9999" }).marks?.stopPrice?.toFixed()).toBe("0.9666");
});

test("an order that must trade at once takes what there is, and its rest is canceled", () => {
  const order = sampleVenueOrder({ timeInForce: "ioc" });
  const met = (size: string) => meetAlone(order, sampleQuoteEvent({ askSize: dec(size) }));
  expect(met("4").fills.map((fill) => fill.quantity.toFixed())).toEqual(["4"]);
  expect(met("4").residue).toEqual({ state: "canceled", reason: "ioc_rest" });
  expect(met("0").residue).toEqual({ state: "canceled", reason: "ioc_rest" });
  expect(met("10").residue).toEqual({ state: "filled" });
  expect(meet({ timeInForce: "ioc", type: "limit", limitPrice: dec("99") }, {}).residue.state).toBe("canceled");
});

test("all or nothing: fill or kill needs the whole size and the whole money", () => {
  const met = (size: string, held = "2000") =>
    meetAlone(sampleVenueOrder({ timeInForce: "fok", held: dec(held) }), sampleQuoteEvent({ askSize: dec(size) }));
  expect(met("10").residue).toEqual({ state: "filled" });
  expect(met("9.999")).toEqual({ fills: [], residue: { state: "canceled", reason: "fok_not_whole" }, marks: null });
  expect(met("10", "999")).toEqual({
    fills: [],
    residue: { state: "canceled", reason: "insufficient_hold" },
    marks: null,
  });
});

test("outside core hours only orders for extended hours trade, and stops do not trigger", () => {
  const extended = { session: "extended" as const };
  expect(meet(stop("sell", "100"), {}, extended)).toEqual({ fills: [], residue: { state: "working" }, marks: null });
  const limit = { type: "limit" as const, limitPrice: dec("101") };
  expect(price(meet(limit, {}, extended))).toBeNull();
  expect(price(meet({ ...limit, extendedHours: true }, {}, extended))).toBe("100.02");
  expect(meet({ timeInForce: "ioc" }, {}, extended).residue).toEqual({ state: "canceled", reason: "ioc_rest" });
});

test("auction and dormant orders take no part in continuous trading", () => {
  for (const order of [{ timeInForce: "opg" }, { timeInForce: "cls" }, { dormant: true }] as const) {
    expect(meet(order, {})).toEqual({ fills: [], residue: { state: "working" }, marks: null });
  }
});
