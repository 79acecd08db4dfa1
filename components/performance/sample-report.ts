// A report as a test needs one: a held position, a closed one and interest of no symbol; and what the test changes about it.
import type { PerformanceReport, ReportPosition } from "#lib/domain/performance/report.ts";

const pair = (gross: string, net: string) => ({ gross, net });

export function samplePosition(symbol: string, change: Partial<ReportPosition> = {}): ReportPosition {
  const amounts = {
    cost: pair("1000", "1001"),
    marketValue: "1100",
    unrealised: pair("100", "99"),
    realised: pair("20", "18"),
    income: "5",
    fees: "3",
    taxes: "0",
    pnl: pair("125", "122"),
  };
  return {
    instrumentId: `00000000-0000-7000-8000-0000000${symbol.padStart(5, "0").slice(0, 5).toLowerCase()}`,
    symbol,
    name: `${symbol} Inc.`,
    currency: "USD",
    quantity: "10",
    averagePrice: pair("100", "100.1"),
    price: "110",
    priceDay: "2026-11-20",
    priceKind: "close",
    ...amounts,
    base: amounts,
    currencyEffect: "0",
    dayChange: "50",
    oversold: null,
    lots: [],
    missing: [],
    ...change,
  };
}

const NOTHING = {
  cost: pair("0", "0"),
  marketValue: "0",
  unrealised: pair("0", "0"),
  realised: pair("-7.34", "-9.34"),
  income: "0",
  fees: "2",
  taxes: "0",
  pnl: pair("-7.34", "-9.34"),
};

export const CLOSED = samplePosition("MSFT", { quantity: "0", averagePrice: null, ...NOTHING, base: NOTHING });

export function sampleReport(change: Partial<PerformanceReport> = {}): PerformanceReport {
  return {
    accountId: "00000000-0000-7000-8000-000000000001",
    currency: "USD",
    timeZone: "America/New_York",
    method: "fifo",
    from: null,
    asOf: "2026-11-22",
    knownAt: null,
    state: { rebuilding: false, figuresOf: "2026-11-22T15:32:05.000Z", entries: 12, failure: null },
    totals: {
      marketValue: "1100",
      cash: "8912.66",
      equity: "10012.66",
      cost: pair("1000", "1001"),
      unrealised: pair("100", "99"),
      realised: pair("12.66", "8.66"),
      income: "5",
      interest: "2",
      fees: "6",
      taxes: "0",
      inflow: "9900",
      outflow: "0",
      pnl: pair("119.66", "113.66"),
      currencyEffect: "0",
      cashCurrencyEffect: "0",
      opening: null,
      missing: [],
    },
    returns: {
      timeWeighted: { fraction: "0.0121", flaggedDays: [] },
      xirr: { fraction: "0.0234", reason: null },
      simple: { fraction: "0.0115", reason: null },
      drawdown: { fraction: "0.01", peakDay: "2026-11-10", troughDay: "2026-11-12", recoveredDay: null },
      volatility: { period: "0.01", annualised: "0.02", reason: null },
      benchmark: null,
    },
    positions: [samplePosition("AAPL"), CLOSED],
    cash: [{ currency: "USD", amount: "8912.66", rate: "1", base: "8912.66", currencyEffect: "0" }],
    days: { all: 2, given: 2, withFlows: 1 },
    series: [
      { day: "2026-11-21", equity: "9900", inflow: "9900", outflow: "0", fraction: "0", index: "1", flag: null },
      {
        day: "2026-11-22",
        equity: "10012.66",
        inflow: "0",
        outflow: "0",
        fraction: "0.01138",
        index: "1.01138",
        flag: null,
      },
    ],
    benchmarkSeries: [],
    explanations: {},
    ...change,
  };
}
