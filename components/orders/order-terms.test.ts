// What the orders table says of an order's kind, its prices, and when it may trade.
import { expect, test } from "vitest";
import { type MarketNow, priceParts, typeWithPrices, windowWords, worksFrom } from "./order-terms.ts";

const NONE = { limitPrice: null, stopPrice: null, trailPrice: null, trailPercent: null, highWaterMark: null };
const price = (value: string) => `${value}.00`;
const CLOSED: MarketNow = { mode: "nyse", phase: "closed", nextOpenAt: "2026-11-23T14:30:00.000Z" };
const ZONE = "America/New_York";

test("a limit or stop order is told in two words", () => {
  expect(typeWithPrices({ ...NONE, type: "limit", side: "buy", limitPrice: "188" }, price)).toBe("limit 188.00");
  expect(typeWithPrices({ ...NONE, type: "stop", side: "sell", stopPrice: "180" }, price)).toBe("stop 180.00");
  expect(typeWithPrices({ ...NONE, type: "market", side: "sell" }, price)).toBe("market");
});

test("a stop limit names both prices, the trigger first", () => {
  const order = { ...NONE, type: "stop_limit", side: "sell", stopPrice: "180", limitPrice: "179" } as const;
  expect(typeWithPrices(order, price)).toBe("stop limit, stop 180.00, limit 179.00");
});

test("a trailing stop names its trail, where it would trigger now, and the mark it follows", () => {
  const order = {
    ...NONE,
    type: "trailing_stop",
    side: "sell",
    trailPercent: "1.5",
    stopPrice: "187",
    highWaterMark: "190",
  } as const;
  expect(priceParts(order, price).map(({ name, text }) => `${name} ${text}`)).toEqual([
    "trail 1.5 %",
    "stop now 187.00",
    "best 190.00",
  ]);
  expect(priceParts({ ...order, side: "buy" }, price).at(-1)?.name).toBe("lowest");
});

const WAITING = {
  status: "new",
  timeInForce: "day",
  extendedHours: false,
  expiresAt: "2026-11-23T21:00:00.000Z",
  symbol: "AAPL",
} as const;

test("an order on a closed market works from the next open, and then until its end", () => {
  expect(windowWords(WAITING, CLOSED, ZONE)).toBe("from 23 Nov, 09:30");
  expect(windowWords(WAITING, { ...CLOSED, phase: "core" }, ZONE)).toBe("until 23 Nov, 16:00");
});

test("extended hours work before the open and after the close, but not at night", () => {
  const order = { ...WAITING, extendedHours: true };
  expect(worksFrom(order, { ...CLOSED, phase: "pre" })).toBeNull();
  expect(worksFrom(order, CLOSED)).toBe(CLOSED.nextOpenAt);
});

test("crypto never waits, and a closed order has no window", () => {
  expect(worksFrom({ ...WAITING, symbol: "BTC/USD" }, CLOSED)).toBeNull();
  expect(windowWords({ ...WAITING, status: "filled" }, CLOSED, ZONE)).toBeNull();
});

test("a held exit waits for its entry, whatever the clock says", () => {
  expect(windowWords({ ...WAITING, status: "held" }, { ...CLOSED, phase: "core" }, ZONE)).toBe("waits for its entry");
});
