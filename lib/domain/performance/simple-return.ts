// Simple return: the gain in money as a share of all the money that was put in.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import { checkSeries, type DaySeries, totalsOf } from "./day-series.ts";

export interface SimpleReturn {
  /** Gain over capital put in; null where no capital was, or the end value is not known. */
  readonly fraction: bigint | null;
  /** End value and what was taken out, less start value and what was put in. */
  readonly gain: bigint | null;
  /** Capital put in: start value and inflows. */
  readonly base: bigint;
  readonly reason: string | null;
}

export function simpleReturn(series: DaySeries): SimpleReturn {
  checkSeries(series);
  const { end, inflow, outflow } = totalsOf(series);
  const base = series.opening + inflow;
  if (end === null) return { fraction: null, gain: null, base, reason: "The value at the end is not known." };
  const gain = end + outflow - base;
  if (base <= 0n) return { fraction: null, gain, base, reason: "No capital was there or was put in." };
  return { fraction: mulDiv(gain, FIXED_ONE, base), gain, base, reason: null };
}
