// Volatility: how widely the daily returns were spread, over the period and as of a year.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import { type LocalDate, weekdayOf } from "../shared/local-date.ts";
import { LOG_BITS, lnRatio, wholeRoot } from "./logarithm.ts";
import type { DayReturn } from "./twr.ts";

export interface Volatility {
  /** Sample deviation of the daily log returns times the root of their number. */
  readonly period: bigint | null;
  /** The same deviation times the root of 252, the trading days of a year. */
  readonly annualised: bigint | null;
  /** How many returns it was worked out from. */
  readonly observations: number;
  /** Flagged days: they have no logarithm, or their 0 is no observation. */
  readonly leftOut: number;
  readonly reason: string | null;
}

const TRADING_DAYS = 252n;
/** Squares are summed in 2⁻²⁵⁶; the root of one is in 2⁻¹²⁸ again. */
const ROOT_ONE = 1n << LOG_BITS;

type DayOfReturn = Pick<DayReturn, "day" | "base" | "after" | "flag">;

/** What days have given so far: whoever keeps it can go on from there. */
export interface Spread {
  readonly sum: bigint;
  readonly squares: bigint;
  readonly observations: number;
  readonly leftOut: number;
}

export const NO_SPREAD: Spread = { sum: 0n, squares: 0n, observations: 0, leftOut: 0 };

export function volatility(days: readonly DayOfReturn[]): Volatility {
  let spread = NO_SPREAD;
  for (const day of days) spread = spreadOn(spread, day);
  return volatilityOf(spread);
}

export function spreadOn(before: Spread, { day, base, after, flag }: DayOfReturn): Spread {
  if (flag !== null) return { ...before, leftOut: before.leftOut + 1 };
  if (after === base && isWeekend(day)) return before;
  const log = after === base ? 0n : lnRatio(after, base);
  const { sum, squares, observations, leftOut } = before;
  return { sum: sum + log, squares: squares + log * log, observations: observations + 1, leftOut };
}

export function volatilityOf({ sum, squares, observations, leftOut }: Spread): Volatility {
  if (observations < 2)
    return { period: null, annualised: null, observations, leftOut, reason: reasonFor(observations) };
  const count = BigInt(observations);
  // n·Σx² − (Σx)² is n·(n−1) times the variance, without rounding.
  const spread = count * squares - sum * sum;
  return {
    period: rootOf(spread, count - 1n),
    annualised: rootOf(spread * TRADING_DAYS, count * (count - 1n)),
    observations,
    leftOut,
    reason: null,
  };
}

/** Closes of Friday are carried over the weekend; counted as returns of 0 they would make a year of 252 days too calm. */
function isWeekend(day: LocalDate): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

function rootOf(square: bigint, divisor: bigint): bigint {
  return mulDiv(wholeRoot(square / divisor), FIXED_ONE, ROOT_ONE);
}

function reasonFor(observations: number): string {
  const found = observations === 0 ? "there is none" : "there is one";
  return `A deviation needs two daily returns, and ${found}.`;
}
