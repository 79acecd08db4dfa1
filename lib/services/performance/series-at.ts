/** The days of a report: stored ones as the worker valued them, and the day of the moment with what it is worth now. */
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import type { FlowDay } from "#lib/domain/books/timeline.ts";
import { dayNumber } from "#lib/domain/performance/day-number.ts";
import type { DayPoint, DaySeries } from "#lib/domain/performance/day-series.ts";
import type { Fixed } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import type { StoredDays } from "./stored-days.ts";

export interface SeriesQuery {
  readonly head: PerformanceHead;
  readonly from: LocalDate | null;
  readonly day: LocalDate;
}

/** From the day before `from` on, with the flows of the day that is not over. */
function daysOfReport({ from, day }: SeriesQuery, { points }: StoredDays): readonly DayPoint[] {
  const [first] = points;
  if (first === undefined) return [];
  const low = from === null ? 0 : Math.max(0, dayNumber(from) - 1 - dayNumber(first.day));
  return points.slice(low, Math.max(0, dayNumber(day) - dayNumber(first.day) + 1));
}

export interface SeriesParts extends SeriesQuery {
  readonly stored: StoredDays;
  /** Of facts that are newer than the run. */
  readonly newFlows: readonly FlowDay[];
  /** Of the report's last day, as its totals have it. */
  readonly equity: Fixed | null;
}

/** Opens with the value at the close before `from`; days that no run has valued yet are left out, but for the last one. */
export function seriesAt({ head, from, day, newFlows, equity, ...parts }: SeriesParts): DaySeries {
  const stored = daysOfReport({ head, from, day }, parts.stored);
  const lastWhole = head.run?.lastDay ?? null;
  const within = stored.filter((point) => from === null || point.day >= from);
  const whole = within.filter((point) => lastWhole !== null && point.day <= lastWhole);
  const opening = stored.findLast((point) => from !== null && point.day < from && point.value !== null)?.value ?? 0n;
  const last = whole.at(-1);
  if (last?.day === day)
    return { opening, days: last.value === equity ? whole : [...whole.slice(0, -1), { ...last, value: equity }] };
  // What came and went since the last whole day, as the run saw it and since.
  let [inflow, outflow] = [0n, 0n];
  for (const point of within) {
    if (lastWhole !== null && point.day <= lastWhole) continue;
    inflow += point.inflow;
    outflow += point.outflow;
  }
  for (const flow of newFlows) {
    if (from !== null && flow.day < from) continue;
    inflow += flow.inflow;
    outflow += flow.outflow;
    for (const { comes, cost } of flow.transfers) {
      if (comes === cost >= 0n) inflow += cost < 0n ? -cost : cost;
      else outflow += cost < 0n ? -cost : cost;
    }
  }
  const nothing = whole.length === 0 && newFlows.length === 0 && within.length === 0;
  return { opening, days: nothing ? [] : [...whole, { day, value: equity, inflow, outflow }] };
}
