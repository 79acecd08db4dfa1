// Drawdown: how far the time-weighted index stood below its best so far, at worst and now, and when.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import { addDays, type LocalDate } from "../shared/local-date.ts";
import type { DayReturn } from "./twr.ts";

/** Shares of the best: 0.05 is five percent below it. */
export interface Drawdown {
  readonly fraction: bigint;
  readonly now: bigint;
  /** Null, all three, while the index never fell. */
  readonly peakDay: LocalDate | null;
  readonly troughDay: LocalDate | null;
  /** The first day back at the peak; null as long as it is not reached. */
  readonly recoveredDay: LocalDate | null;
}

type IndexDay = Pick<DayReturn, "day" | "index">;

interface Peak {
  readonly day: LocalDate | null;
  readonly index: bigint;
}

/** Falls so far: whoever keeps them can go on from there. */
export interface Falls {
  readonly best: Peak;
  readonly worst: { readonly peak: Peak; readonly troughDay: LocalDate | null; readonly fraction: bigint };
  readonly now: bigint;
  readonly recoveredDay: LocalDate | null;
}

/** The earliest of equally deep falls. Before the first day the index is 1, which can be the peak: on the day before. */
export function maximumDrawdown(days: readonly IndexDay[]): Drawdown {
  let falls = openFalls(days[0]?.day);
  for (const day of days) falls = fallOn(falls, day);
  return drawdownOf(falls);
}

export function openFalls(firstDay: LocalDate | undefined): Falls {
  const best = { day: firstDay === undefined ? null : addDays(firstDay, -1), index: FIXED_ONE };
  return { best, worst: { peak: best, troughDay: null, fraction: 0n }, now: 0n, recoveredDay: null };
}

export function fallOn(before: Falls, { day, index }: IndexDay): Falls {
  const { worst, recoveredDay } = before;
  const best = index >= before.best.index ? { day, index } : before.best;
  const now = index === best.index ? 0n : mulDiv(best.index - index, FIXED_ONE, best.index);
  if (now > worst.fraction)
    return { best, now, worst: { peak: best, troughDay: day, fraction: now }, recoveredDay: null };
  const recovered = recoveredDay === null && worst.fraction > 0n && index >= worst.peak.index;
  return { best, now, worst, recoveredDay: recovered ? day : recoveredDay };
}

export function drawdownOf({ worst: { fraction, peak, troughDay }, now, recoveredDay }: Falls): Drawdown {
  return { fraction, now, peakDay: fraction === 0n ? null : peak.day, troughDay, recoveredDay };
}
