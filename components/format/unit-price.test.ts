// Prices of instruments without a known tick.
import { expect, test } from "vitest";
import { formatUnitPrice } from "./unit-price.ts";

test("a price has at least two places, all that it has, and never more than eight", () => {
  expect(formatUnitPrice("12.5")).toBe("12.50");
  expect(formatUnitPrice("0.123456")).toBe("0.123456");
  expect(formatUnitPrice("33.333333333333333333")).toBe("33.33333333");
});
