// A refusal names the limit, the number and what would have passed.
import { expect, test } from "vitest";
import { overLimit, ruleAmount } from "./rule-words.ts";

const USD = { currency: "USD" };

/** Amounts keep their currency on the same line; here it reads like any space. */
const said = (text: string) => text.replaceAll("\u00a0", " ");

test("a limit that is passed is said with its figures", () => {
  const over = { rule: "max_order_value", limit: "10000", observed: "12000", headroom: "10000" };
  expect(said(overLimit(over, USD))).toBe(
    "Order value 12,000.00 USD is over the limit 10,000.00 USD; 10,000.00 USD would pass.",
  );
});

test("what counts orders has no currency, and headroom comes on top of what is there", () => {
  const over = { rule: "max_open_orders", limit: "20", observed: "21", headroom: "0" };
  expect(overLimit(over, USD)).toBe("Open orders 21 is over the limit 20; 0 more would pass.");
});

test("missing money and missing units are said as such", () => {
  const funds = { rule: "funds", limit: "5", observed: "7.5", headroom: "5" };
  expect(said(overLimit(funds, USD))).toBe("7.50 USD must be set aside; 5.00 USD is available.");
  expect(overLimit(funds, { ...USD, fundsInUnits: true })).toBe("7.5 would be sold; 5 is available.");
});

test("hidden balances hide what the account has, not what its limits are", () => {
  const hidden = { ...USD, hidden: true };
  expect(ruleAmount("funds", "5", hidden)).not.toContain("5");
  expect(ruleAmount("max_order_value", "5", hidden)).toContain("5.00");
});
