/** Fills against finished bars stay inside what the bar traded. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import type { Bar } from "./bars.ts";
import type { VenueOrder } from "./match.ts";
import { barMatchPrice, matchAgainstBar } from "./match-bar.ts";

const DAY = asLocalDate("2013-02-08");
const bar: Bar = {
  symbol: "KO",
  interval: "1d",
  startAt: new Date("2013-02-08T05:00:00Z"),
  tradingDay: DAY,
  open: "100",
  high: "104",
  low: "97",
  close: "103",
  volume: "50",
};

function order(side: "buy" | "sell", limit: string | null, quantity = "10"): VenueOrder {
  return {
    venueOrderId: "v1",
    accountId: "a1",
    assetClass: "us_equity",
    side,
    type: limit ? "limit" : "market",
    timeInForce: "day",
    quantity: dec(quantity),
    notional: null,
    limitPrice: limit ? dec(limit) : null,
    filledQuantity: ZERO,
    filledValue: ZERO,
    held: dec("1000000"),
    executionCount: 0,
    acceptedAt: new Date("2013-02-08T05:00:00Z"),
    tradingDay: DAY,
  };
}

test.each([
  ["a market order at the open", "buy", null, "100"],
  ["a buy limit inside the bar at its limit", "buy", "98", "98"],
  ["a buy limit that the open gapped below at the open", "buy", "101", "100"],
  ["a buy limit below the low not at all", "buy", "96.99", null],
  ["a sell limit inside the bar at its limit", "sell", "103.5", "103.5"],
  ["a sell limit that the open gapped above at the open", "sell", "99", "100"],
  ["a sell limit above the high not at all", "sell", "104.01", null],
] as const)("%s", (_name, side, limit, price) => {
  expect(barMatchPrice(order(side, limit), bar)?.toFixed() ?? null).toBe(price);
});

test("no more than the bar's volume, or what is left of it, is filled", () => {
  const all = matchAgainstBar({ order: order("buy", null, "80"), bar, cashFree: ZERO });
  expect(all.fills.map((f) => f.quantity.toFixed())).toEqual(["50"]);
  expect(all.residue).toEqual({ state: "working" });
  const rest = matchAgainstBar({ order: order("buy", null, "80"), bar, cashFree: ZERO, tickVolumeLeft: dec("20") });
  expect(rest.fills.map((f) => f.quantity.toFixed())).toEqual(["20"]);
});

test("every fill lies between low and high and never beyond the limit", () => {
  const price = fc.integer({ min: 1, max: 20_000 }).map((c) => dec(BigInt(c)).div(100));
  fc.assert(
    fc.property(fc.constantFrom("buy" as const, "sell" as const), price, (side, limit) => {
      const at = barMatchPrice(order(side, limit.toFixed()), bar);
      if (at === null) return;
      expect(at.gte(bar.low) && at.lte(bar.high)).toBe(true);
      expect(side === "buy" ? at.lte(limit) : at.gte(limit)).toBe(true);
    }),
  );
});
