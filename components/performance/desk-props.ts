// What the performance page hands to its parts in the browser.
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";

export interface PerformanceDeskProps {
  readonly accountId: string;
  readonly accountName: string;
  readonly accountKind: string;
  readonly accountMethod: LotMethod;
  readonly currency: string;
  readonly marketSource: string;
  /** The account's own day, at which its reports end. */
  readonly today: string;
  readonly zone: string;
  readonly hidden: boolean;
  readonly mayTrade: boolean;
  /** Without amounts, for the first paint with hidden balances; else the report is in the cache. */
  readonly initial: PerformanceReport | null;
}

export interface DailyTableProps {
  readonly report: PerformanceReport;
  readonly style: ReportStyle;
}
