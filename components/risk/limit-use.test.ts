// Shares used, and the look back that the editor shows.
import { describe, expect, it } from "vitest";
import type { BreachView } from "#lib/contracts/risk.ts";
import { hindsight, usedFraction } from "./limit-use.ts";

function breach(rule: string, observed: string | null): BreachView {
  return {
    id: "b",
    accountId: "a",
    orderId: null,
    rule,
    limit: "10000",
    observed,
    headroom: null,
    message: "",
    effectiveAt: "2026-11-20T15:30:00.000Z",
  };
}

describe("use of a limit", () => {
  it("is the share of the limit, and all of it when the limit is zero", () => {
    expect(usedFraction("5", "20")).toBe("0.25");
    expect(usedFraction("0", "0")).toBe("1");
    expect(usedFraction(null, "20")).toBeNull();
  });
});

describe("hindsight", () => {
  const breaches = [
    breach("max_order_value", "12000"),
    breach("max_order_value", "30000"),
    breach("max_order_value", null),
    breach("max_daily_loss", "5000"),
  ];

  it("counts refusals of the same rule that the new value would have let pass", () => {
    expect(hindsight(breaches, "max_order_value", "12000")).toEqual({ refused: 2, wouldPass: 1 });
  });

  it("knows that a day's loss at the limit is still refused", () => {
    expect(hindsight(breaches, "max_daily_loss", "5000")).toEqual({ refused: 1, wouldPass: 0 });
    expect(hindsight(breaches, "max_daily_loss", "5001")).toEqual({ refused: 1, wouldPass: 1 });
  });
});
