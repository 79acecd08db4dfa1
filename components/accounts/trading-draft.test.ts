// An account's trading rules as typed, as sent and as told.
import { expect, test } from "vitest";
import { draftOfRules, readRules, rulesInWords, rulesNow, sameRules, type TradingRules } from "./trading-draft.ts";

const RULES: TradingRules = {
  multiplier: 2,
  shorting: true,
  allowCrossZero: true,
  slippage: { kind: "bps", value: "5" },
  commission: { kind: "per_share", value: "0.005", minimum: "1" },
};

test("what was read comes back as it was", () => {
  const read = readRules(draftOfRules(RULES));
  expect(read).toEqual({ ok: true, rules: RULES });
});

test("figures that do not belong to the chosen kind are not sent", () => {
  const read = readRules({
    ...draftOfRules(RULES),
    slippageKind: "none",
    commissionKind: "alpaca",
    slippageValue: "x",
  });
  expect(read).toMatchObject({
    ok: true,
    rules: { slippage: { value: "0" }, commission: { value: "0", minimum: "0" } },
  });
});

test("a figure that cannot be read is told beside its field", () => {
  const read = readRules({ ...draftOfRules(RULES), slippageValue: "five", commissionMinimum: "" });
  expect(read.ok).toBe(false);
  expect(read.ok ? [] : Object.keys(read.problems)).toEqual(["slippageValue", "commissionMinimum"]);
});

test("an account that may not go short cannot cross zero either", () => {
  expect(readRules({ ...draftOfRules(RULES), shorting: false })).toMatchObject({ rules: { allowCrossZero: false } });
});

test("the same figures written otherwise are no change", () => {
  expect(sameRules(RULES, { ...RULES, slippage: { kind: "bps", value: "5.00" } })).toBe(true);
  expect(sameRules(RULES, { ...RULES, multiplier: 4 })).toBe(false);
});

test("the rules are told in words with their currency", () => {
  const words = Object.fromEntries(rulesInWords(RULES, "USD"));
  expect(words["Buying power"]).toBe("2 times the equity");
  expect(words["Slippage"]).toBe("5 basis points");
  expect(words["Commission"]).toBe("0.0050\u00a0USD a unit, at least 1.00\u00a0USD an order");
});

test("a refused change tells what is there now, if it can be read", () => {
  expect(rulesNow({ ...RULES, version: 3 })).toEqual({ ...RULES, version: 3 });
  expect(rulesNow({ ...RULES, slippage: { kind: "luck", value: "1" }, version: 3 })).toBeNull();
  expect(rulesNow(null)).toBeNull();
});
