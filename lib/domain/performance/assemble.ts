/** The report of an account: its figures, its returns and its series put together, with the explanation of each. */

import type { LotMethod } from "../books/lot-method.ts";
import type { AccountFigures } from "./account-figures.ts";
import { explainReport } from "./explain.ts";
import {
  type BenchmarkDay,
  hasFlow,
  type PerformanceReport,
  type ReportReturns,
  type ReportState,
  type SeriesDay,
} from "./report.ts";
import { cashText, type NameOf, positionText, totalsText } from "./report-text.ts";
import { since } from "./since.ts";

export interface ReportParts {
  readonly accountId: string;
  readonly baseCurrencyId: string;
  readonly timeZone: string;
  readonly method: LotMethod;
  readonly from: string | null;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly state: ReportState;
  readonly figures: AccountFigures;
  /** At the close of the day before `from`; null where the report begins with the books. */
  readonly opening: AccountFigures | null;
  readonly returns: ReportReturns;
  readonly series: readonly SeriesDay[];
  readonly benchmarkSeries: readonly BenchmarkDay[];
  readonly nameOf: NameOf;
}

export function assembleReport(parts: ReportParts): PerformanceReport {
  const { baseCurrencyId, figures, opening, nameOf, ...same } = parts;
  const made = opening === null ? figures : since(opening, figures);
  const report = {
    ...same,
    currency: nameOf(baseCurrencyId).symbol,
    days: { all: same.series.length, given: same.series.length, withFlows: same.series.filter(hasFlow).length },
    totals: totalsText(made, nameOf),
    positions: made.positions
      .map((position) => positionText(position, figures, nameOf))
      .sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0)),
    cash: made.cash.map((each) => cashText(each, nameOf)).sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
  return { ...report, explanations: explainReport(report) };
}
