"use client";
// Every day of a report whose curves were given fewer: asked for by what shows them, when it is opened.
import { useQuery } from "@tanstack/react-query";
import { performanceOptions } from "#lib/client/performance.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { hideReport } from "./hide-report.ts";

export interface EveryDay {
  /** The report with all its days; with the drawn ones until they are there. */
  readonly report: PerformanceReport;
  readonly isMissing: boolean;
  readonly isError: boolean;
}

export function useEveryDay(report: PerformanceReport, hidden: boolean): EveryDay {
  const { accountId, from, asOf, method, knownAt, days } = report;
  const isThinned = days.given < days.all;
  const { data, isError } = useQuery({
    ...performanceOptions({ accountId, from: from ?? undefined, asOf, method, knownAt: knownAt ?? undefined }),
    enabled: isThinned,
  });
  if (!isThinned) return { report, isMissing: false, isError: false };
  if (data === undefined) return { report, isMissing: true, isError };
  return { report: hidden ? hideReport(data) : data, isMissing: false, isError: false };
}
