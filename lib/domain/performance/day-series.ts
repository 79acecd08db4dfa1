// What every return is worked out from: the equity at each day's close and the money that came and went.
import { invariant } from "../shared/invariant.ts";
import { addDays, type LocalDate } from "../shared/local-date.ts";

/** Amounts are fixed-point with 18 places, in the account's currency. */
export interface DayPoint {
  readonly day: LocalDate;
  /** Equity at the close of the day; null where a price or rate is missing. */
  readonly value: bigint | null;
  /** What the owner put in; it is there from the start of the day. Never negative. */
  readonly inflow: bigint;
  /** What the owner took out; it stays to the end of the day. Never negative. */
  readonly outflow: bigint;
}

export interface DaySeries {
  /** Equity at the close before the first day; nothing when the series begins with the account. */
  readonly opening: bigint;
  /** By day; a day may be missing, none comes twice. */
  readonly days: readonly DayPoint[];
}

export function checkSeries({ days }: DaySeries): void {
  let before: LocalDate | null = null;
  for (const { day, inflow, outflow } of days) {
    invariant(before === null || before < day, `the days of a series go forward, and ${day} does not`);
    invariant(inflow >= 0n && outflow >= 0n, `flows are never negative, and on ${day} one is`);
    before = day;
  }
}

/** The day whose close the first return counts from; null for a series without days. */
export function openingDay({ days }: { readonly days: readonly { readonly day: LocalDate }[] }): LocalDate | null {
  const [first] = days;
  return first === undefined ? null : addDays(first.day, -1);
}

/** What the account was worth in the end, null if not known, and all that was put in and taken out on the way. */
export function totalsOf({ opening, days }: DaySeries): {
  readonly end: bigint | null;
  readonly inflow: bigint;
  readonly outflow: bigint;
} {
  let [inflow, outflow] = [0n, 0n];
  for (const point of days) {
    inflow += point.inflow;
    outflow += point.outflow;
  }
  const last = days.at(-1);
  return { end: last === undefined ? opening : last.value, inflow, outflow };
}
