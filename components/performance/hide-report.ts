// Takes every amount out of a report before it leaves for the page: what is hidden is not in the HTML at all. Returns stay.
import {
  type Explanation,
  type GrossNet,
  type PerformanceReport,
  type ReportPosition,
  UNKNOWN_TOTALS,
} from "#lib/domain/performance/report.ts";

const NO_PAIR: GrossNet = { gross: "0", net: "0" };

export function hideReport(report: PerformanceReport): PerformanceReport {
  return {
    ...report,
    totals: { ...UNKNOWN_TOTALS, missing: report.totals.missing },
    positions: report.positions.map(hidePosition),
    cash: report.cash.map((line) => ({ ...line, amount: "0", base: null, currencyEffect: null })),
    series: report.series.map((day) => ({ ...day, equity: null, inflow: "0", outflow: "0" })),
    explanations: Object.fromEntries(
      Object.entries(report.explanations).map(([code, explanation]) => [code, hideInputs(explanation)]),
    ),
  };
}

function hideInputs(explanation: Explanation): Explanation {
  return { ...explanation, inputs: explanation.inputs.map((input) => ({ ...input, value: null })) };
}

function hidePosition(position: ReportPosition): ReportPosition {
  return {
    ...position,
    // Whether it is held may be seen, not how much of it.
    quantity: position.averagePrice === null ? "0" : "1",
    cost: NO_PAIR,
    marketValue: null,
    unrealised: null,
    realised: NO_PAIR,
    income: "0",
    fees: "0",
    taxes: "0",
    pnl: null,
    base: {
      cost: null,
      marketValue: null,
      unrealised: null,
      realised: null,
      income: null,
      fees: null,
      taxes: null,
      pnl: null,
    },
    currencyEffect: null,
    dayChange: null,
    lots: [],
  };
}
