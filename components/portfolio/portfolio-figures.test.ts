// The portfolio's figures add up, explain themselves, and leave no amount behind when they are hidden.
import { describe, expect, it } from "vitest";
import { allocationParts } from "./allocation-card.tsx";
import { explainFigure } from "./explain-figure.ts";
import { ACCOUNT_FIGURES, POSITION_FIGURES } from "./explanation.ts";
import { hideAmounts } from "./hide-amounts.ts";
import type { PortfolioFigures, PositionFigures } from "./portfolio-figures.ts";
import { sumPositions } from "./position-sums.ts";
import { sumLines } from "./sum-lines.ts";

const STYLE = { currency: "USD", hidden: false };

function position(symbol: string, changes: Partial<PositionFigures>): PositionFigures {
  return {
    instrumentId: symbol,
    symbol,
    name: `${symbol} Inc.`,
    tickSize: "0.01",
    quantity: "10",
    held: "0",
    averagePrice: "100",
    cost: "1000",
    realised: "0",
    fees: "0",
    quote: { last: "110", previousClose: "105", at: "2026-11-20T15:30:00.000Z", freshness: "live" },
    olderPrice: null,
    marketValue: "1100",
    dayChange: "50",
    dayChangeFraction: "0.0476190476",
    unrealised: "100",
    unrealisedFraction: "0.1",
    weight: "0.11",
    cause: null,
    ...changes,
  };
}

const CLOSED = position("MSFT", {
  quantity: "0",
  averagePrice: null,
  cost: "0",
  realised: "-12.34",
  marketValue: "0",
  dayChange: "0",
  unrealised: "0",
  weight: "0",
});

const FIGURES: PortfolioFigures = {
  accountId: "a",
  kind: "paper",
  name: "Main paper",
  currency: "USD",
  marketSource: "simulated:1",
  venueAt: "2026-11-20T15:30:00.000Z",
  asOf: "2026-11-20T15:30:00.000Z",
  freshness: "live",
  openOrders: 1,
  netDeposits: "9900.00",
  income: "0",
  proof: { state: "proven", at: "2026-11-20T15:00:00.000Z", kind: "full" },
  summary: {
    cash: "8887.66",
    held: "310.00",
    buyingPower: "8577.66",
    marketValue: "1100",
    equity: "9987.66",
    dayPnl: "61.5",
    dayPnlFraction: "0.0062",
    totalPnl: "87.66",
    totalPnlFraction: "0.0088545455",
    realised: "-12.34",
    unrealised: "100",
    fees: "0",
    cause: null,
  },
  positions: [position("AAPL", {}), CLOSED],
};

describe("totals", () => {
  it("are the sums of the rows, closed ones counted for what they realised", () => {
    expect(sumPositions(FIGURES.positions)).toMatchObject({
      realised: "-12.34",
      closedRealised: "-12.34",
      closedCount: 1,
      marketValue: "1100",
      unrealised: "100",
    });
  });

  it("meet the headline's figures in sums that are written out", () => {
    expect(sumLines(FIGURES, STYLE)).toEqual([
      "Positions 1,100.00 + cash 8,887.66 = equity 9,987.66",
      "Unrealised 100.00 + realised −12.34 − fees 0.00 = total 87.66",
      "Day 50.00 + trades and fees of today 11.50 = today 61.50",
    ]);
    const paid = { ...FIGURES, summary: { ...FIGURES.summary, fees: "1.5", totalPnl: "96.16", dayPnl: "50" } };
    expect(sumLines(paid, STYLE).slice(1)).toEqual([
      "Unrealised 100.00 + realised −12.34 − fees 1.50 + dividends and other 10.00 = total 96.16",
    ]);
  });

  it("leave no amount in the sums when balances are hidden", () => {
    const [worth, ...more] = sumLines(hideAmounts(FIGURES), { hidden: true });
    expect(worth).not.toMatch(/\d/);
    expect(more).toEqual([]);
  });

  it("are unknown, never zero, when a price is missing", () => {
    const blind = position("BTC/USD", {
      quote: null,
      marketValue: null,
      unrealised: null,
      dayChange: null,
      weight: null,
    });
    const sums = sumPositions([...FIGURES.positions, blind]);
    expect(sums.marketValue).toBeNull();
    expect(sums.realised).toBe("-12.34");
    expect(allocationParts({ ...FIGURES, positions: [blind] }, STYLE)).toBeNull();
  });
});

describe("explanations", () => {
  it("exist for every figure of the account and of a position", () => {
    for (const code of ACCOUNT_FIGURES) expect(explainFigure(FIGURES, code, STYLE), code).not.toBeNull();
    for (const code of POSITION_FIGURES) expect(explainFigure(FIGURES, `${code}:AAPL`, STYLE), code).not.toBeNull();
  });

  it("answer nothing to a figure or symbol that does not exist", () => {
    expect(explainFigure(FIGURES, "nonsense", STYLE)).toBeNull();
    expect(explainFigure(FIGURES, "unrealised:NOPE", STYLE)).toBeNull();
  });

  it("split the day into moves of what is held and the rest, which together are the figure", () => {
    const day = explainFigure(FIGURES, "day", STYLE);
    expect(day?.terms.map((term) => term.text)).toEqual(["+50.00\u00a0USD", "+11.50\u00a0USD"]);
    expect(day?.result).toBe("+61.50\u00a0USD");
  });
});

describe("hidden balances", () => {
  it("leave percentages and prices, and no amount at all", () => {
    const text = JSON.stringify(hideAmounts(FIGURES));
    for (const secret of ["8887.66", "9987.66", "9900.00", '"1100"', '"1000"', "-12.34", '"10"']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain("0.0088545455");
  });

  it("still show what each share of the whole is", () => {
    const parts = allocationParts(hideAmounts(FIGURES), { ...STYLE, hidden: true });
    expect(parts).toEqual([
      { label: "AAPL", fraction: "0.11", amount: undefined, kind: "position" },
      { label: "Cash", fraction: "0.89", amount: undefined, kind: "cash" },
    ]);
  });
});
