import { describe, expect, it } from "vitest";
import { Decimal, dec, toPlain, ZERO } from "../shared/decimal.ts";
import { asId } from "../shared/ids.ts";
import { type HeldPosition, type SummaryInput, summarise } from "./summary.ts";

function position(symbol: string, quantity: string, cost: string, last: string | null, realised = "0"): HeldPosition {
  return {
    symbol,
    quote: last === null ? null : { last: dec(last) },
    position: {
      instrumentId: asId(symbol),
      quantity: dec(quantity),
      cost: dec(cost),
      realised: dec(realised),
      fees: dec("0.5"),
    },
  };
}

function shown(differs: Partial<SummaryInput>) {
  const summary = summarise({
    cash: dec("9000"),
    held: dec("1000"),
    floor: ZERO,
    positions: [position("AAPL", "10", "1000", "110"), position("MSFT", "0", "0", null, "25")],
    dayStartEquity: dec("10000"),
    netDepositsToday: ZERO,
    netDepositsTotal: dec("10000"),
    ...differs,
  });
  return Object.fromEntries(
    Object.entries(summary).map(([key, value]) => [key, value instanceof Decimal ? toPlain(value) : value]),
  );
}

describe("the summary of an account", () => {
  it("adds up, realised and unrealised apart", () => {
    expect(shown({})).toEqual({
      cash: "9000",
      held: "1000",
      buyingPower: "8000",
      marketValue: "1100",
      equity: "10100",
      dayPnl: "100",
      dayPnlFraction: "0.01",
      totalPnl: "100",
      totalPnlFraction: "0.01",
      realised: "25",
      unrealised: "100",
      fees: "1",
      missingPrices: [],
      cause: null,
    });
  });

  it("counts what the account may owe as buying power, not as equity", () => {
    expect(shown({ floor: dec("-10000") })).toMatchObject({ buyingPower: "18000", equity: "10100" });
  });

  it("does not take a deposit for a profit", () => {
    const summary = shown({ dayStartEquity: ZERO, netDepositsToday: dec("10000"), netDepositsTotal: dec("10000") });
    expect(summary).toMatchObject({ dayPnl: "100", dayPnlFraction: "0.01", totalPnl: "100" });
  });

  it("leaves what hangs on a missing price unknown, with the cause, and never 0", () => {
    const positions = [position("AAPL", "10", "1000", "110", "7"), position("BTC/USD", "1", "50000", null)];
    expect(shown({ positions })).toMatchObject({
      cash: "9000",
      buyingPower: "8000",
      realised: "7",
      marketValue: null,
      equity: null,
      dayPnl: null,
      dayPnlFraction: null,
      totalPnl: null,
      totalPnlFraction: null,
      unrealised: null,
      missingPrices: ["BTC/USD"],
      cause: "No price for BTC/USD.",
    });
  });

  it("knows the total but not the day when the day's start is not known", () => {
    expect(shown({ dayStartEquity: null })).toMatchObject({
      equity: "10100",
      dayPnl: null,
      totalPnl: "100",
      cause: "The equity at the start of the day is not known.",
    });
  });

  it("has no percentage of nothing", () => {
    const empty = { cash: ZERO, held: ZERO, floor: ZERO, positions: [], dayStartEquity: ZERO, netDepositsTotal: ZERO };
    expect(shown(empty)).toMatchObject({ equity: "0", dayPnl: "0", dayPnlFraction: null, totalPnlFraction: null });
  });
});
