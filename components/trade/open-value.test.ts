// The figure in "3 working orders worth …".
import { expect, test } from "vitest";
import { openValueOf, totalOpenValue } from "./open-value.ts";

const limit = {
  symbol: "AAPL",
  leavesQuantity: "6",
  limitPrice: "188.05",
  notional: null,
  filledQuantity: "4",
  averageFillPrice: "188.05",
};

test("a limit order is worth what is left of it at its limit", () => {
  expect(openValueOf(limit, "191")).toBe("1128.3");
});

test("an order by amount is worth what is left of the amount", () => {
  const byAmount = { ...limit, limitPrice: null, leavesQuantity: null, notional: "500", averageFillPrice: null };
  expect(openValueOf(byAmount, undefined)).toBe("500");
  expect(openValueOf({ ...byAmount, filledQuantity: "2", averageFillPrice: "100.10" }, undefined)).toBe("299.8");
});

test("a market order is worth what is left at the last price, and nothing is made up without one", () => {
  const market = { ...limit, limitPrice: null };
  expect(openValueOf(market, "191.10")).toBe("1146.6");
  expect(openValueOf(market, undefined)).toBeNull();
  expect(totalOpenValue([limit, market], () => undefined)).toBeNull();
  expect(totalOpenValue([limit, market], () => "0.1")).toBe("1128.9");
  expect(totalOpenValue([], () => "1")).toBe("0");
});
