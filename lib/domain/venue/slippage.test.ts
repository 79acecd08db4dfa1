/** Slippage is always against the order and never carries a fill beyond its limit or what a bar traded. */
import { expect, test } from "vitest";
import { dec } from "../shared/decimal.ts";
import { type SlippageModel, slip } from "./slippage.ts";

const cent: SlippageModel = { kind: "per_share", amount: dec("0.01") };
const bps: SlippageModel = { kind: "bps", bps: dec("5") };

test.each([
  ["none leaves a buy at the quote", { kind: "none" }, "buy", "100", null, "100"],
  ["an amount a share makes a buy dearer", cent, "buy", "100", null, "100.01"],
  ["an amount a share makes a sell cheaper", cent, "sell", "100", null, "99.99"],
  ["basis points are of the price", bps, "buy", "200", null, "200.1"],
  ["a fraction beyond nine places counts against a buy", bps, "buy", "0.000000101", null, "0.000000102"],
  ["a fraction beyond nine places counts against a sell", bps, "sell", "0.000000101", null, "0.0000001"],
  ["a buy stops at its limit", cent, "buy", "100", "100.004", "100.004"],
  ["a sell stops at its limit", cent, "sell", "100", "99.999", "99.999"],
  ["a sell still has a price", cent, "sell", "0.005", null, "0.000000001"],
] as const)("%s", (_name, model, side, price, limit, expected) => {
  expect(slip({ model, side, price: dec(price), limitPrice: limit && dec(limit) }).toFixed()).toBe(expected);
});

test("a fill slips no further than the bar has traded", () => {
  const range = { low: dec("99.995"), high: dec("100.002") };
  expect(slip({ model: cent, side: "buy", price: dec("100"), limitPrice: null, range }).toFixed()).toBe("100.002");
  expect(slip({ model: cent, side: "sell", price: dec("100"), limitPrice: null, range }).toFixed()).toBe("99.995");
});
