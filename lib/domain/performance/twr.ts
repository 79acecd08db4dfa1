// Time-weighted return: what a unit of money earned that was there all the time, whatever came and went beside it.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { checkSeries, type DayPoint, type DaySeries } from "./day-series.ts";

/**
 * zero_base, negative_base: nothing, or less, was there to earn, so the day counts as 0.
 * total_loss, below_zero: all of it was lost, or more; the index is 0 from then on.
 * missing_price: the day counts as 0, and the next value that is known is compared with the last one that was.
 */
export type DayFlag = "zero_base" | "negative_base" | "total_loss" | "below_zero" | "missing_price";

export interface DayReturn {
  readonly day: LocalDate;
  /** What was there to earn: the value before and inflows; 0 where the value is missing. */
  readonly base: bigint;
  /** What it became: the value at close and outflows. */
  readonly after: bigint;
  /** after / base − 1. */
  readonly fraction: bigint;
  /** What a unit from before the first day has become by the close. */
  readonly index: bigint;
  readonly flag: DayFlag | null;
}

export interface TimeWeighted {
  readonly fraction: bigint;
  readonly flaggedDays: readonly LocalDate[];
  readonly days: readonly DayReturn[];
}

/** The index has 60 digits and more, also after a loss of nearly everything: a later gain would bring back what was dropped. */
const DIGITS = 10n ** 60n;

/** Where a chain of days stands: whoever keeps it can go on from there. */
export interface Chain {
  /** Index/one. */
  readonly index: bigint;
  readonly one: bigint;
  readonly last: bigint;
  /** Flows of days without a value wait for the next one that has it. */
  readonly waitingIn: bigint;
  readonly waitingOut: bigint;
}

export function timeWeighted(series: DaySeries): TimeWeighted {
  checkSeries(series);
  let chain = openChain(series.opening);
  const days = series.days.map((point): DayReturn => {
    const link = linkDay(chain, point);
    chain = link.chain;
    return link.day;
  });
  return linked(days);
}

export function linked(days: readonly DayReturn[]): TimeWeighted {
  const flaggedDays = days.filter(({ flag }) => flag !== null).map(({ day }) => day);
  return { fraction: (days.at(-1)?.index ?? FIXED_ONE) - FIXED_ONE, flaggedDays, days };
}

export function openChain(opening: bigint): Chain {
  return { index: DIGITS, one: DIGITS, last: opening, waitingIn: 0n, waitingOut: 0n };
}

export function linkDay(before: Chain, point: DayPoint): { readonly chain: Chain; readonly day: DayReturn } {
  const { day, value } = point;
  let { index, one } = before;
  const shown = () => mulDiv(index, FIXED_ONE, one);
  const [waitingIn, waitingOut] = [before.waitingIn + point.inflow, before.waitingOut + point.outflow];
  if (value === null) {
    const missing = { day, base: 0n, after: 0n, fraction: 0n, index: shown(), flag: "missing_price" } as const;
    return { chain: { ...before, waitingIn, waitingOut }, day: missing };
  }
  const [after, base] = [value + waitingOut, before.last + waitingIn];
  const flag = flagOf(after, base);
  const rest = { last: value, waitingIn: 0n, waitingOut: 0n };
  if (base <= 0n)
    return { chain: { index, one, ...rest }, day: { day, base, after, fraction: 0n, index: shown(), flag } };
  // More than everything is lost only once: below nothing the index could turn gains into losses.
  if (after !== base) index = after > 0n ? mulDiv(index, after, base) : 0n;
  for (; index > 0n && index < DIGITS; index *= DIGITS) one *= DIGITS;
  const fraction = after === base ? 0n : mulDiv(after - base, FIXED_ONE, base);
  return { chain: { index, one, ...rest }, day: { day, base, after, fraction, index: shown(), flag } };
}

function flagOf(after: bigint, base: bigint): DayFlag | null {
  if (base === 0n) return "zero_base";
  if (base < 0n) return "negative_base";
  if (after === 0n) return "total_loss";
  return after < 0n ? "below_zero" : null;
}
