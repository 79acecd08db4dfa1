// Benchmark: what holding one instrument over the same days would have returned by its price alone.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import { invariant } from "../shared/invariant.ts";
import type { LocalDate } from "../shared/local-date.ts";

export interface Close {
  readonly day: LocalDate;
  /** As traded on that day, not adjusted for later splits. */
  readonly close: bigint;
}

const NO_CLOSE = "There is no close of the benchmark on or before the last day.";

/** ratioNew units for ratioOld, before the day's trading. */
export interface SplitFactor {
  readonly day: LocalDate;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

export interface BenchmarkInput {
  /** Both by day. Closes from before the opening day count: the last of them opens. */
  readonly closes: readonly Close[];
  readonly splits: readonly SplitFactor[];
  readonly openingDay: LocalDate;
  readonly days: readonly LocalDate[];
}

export interface BenchmarkDay {
  readonly day: LocalDate;
  /** The last close on or before the day, as traded; null before the first. */
  readonly close: bigint | null;
  readonly fraction: bigint;
  readonly index: bigint | null;
}

export interface BenchmarkReturn {
  readonly fraction: bigint | null;
  /** The day it counts from: the opening day, or the first with a close when nothing is known before. */
  readonly sinceDay: LocalDate | null;
  readonly days: readonly BenchmarkDay[];
  readonly reason: string | null;
}

/** A close with the units that one unit from the beginning has become: over/under, kept apart so that 20/3 stays exact. */
interface UnitClose extends Close {
  readonly over: bigint;
  readonly under: bigint;
}

export function benchmarkReturn({ closes, splits, openingDay, days }: BenchmarkInput): BenchmarkReturn {
  const units = withUnits(closes, splits);
  let at = 0;
  let last: UnitClose | null = null;
  let since: UnitClose | null = null;
  let before = FIXED_ONE;
  const lines = [openingDay, ...days].map((day): BenchmarkDay => {
    for (let next = units[at]; next !== undefined && next.day <= day; next = units[at]) {
      last = next;
      at += 1;
    }
    if (last === null) return { day, close: null, fraction: 0n, index: null };
    since ??= last;
    // A close from before a split keeps its own units: carried over the split it is worth what it was.
    const index = mulDiv(last.close * last.over * since.under, FIXED_ONE, since.close * since.over * last.under);
    const fraction = mulDiv(index - before, FIXED_ONE, before);
    before = index;
    return { day, close: last.close, fraction, index };
  });
  const first = lines.find(({ index }) => index !== null);
  if (first === undefined) return { fraction: null, sinceDay: null, days: lines.slice(1), reason: NO_CLOSE };
  return { fraction: before - FIXED_ONE, sinceDay: first.day, days: lines.slice(1), reason: null };
}

function withUnits(closes: readonly Close[], splits: readonly SplitFactor[]): UnitClose[] {
  let [over, under, at] = [1n, 1n, 0];
  return closes.map(({ day, close }) => {
    invariant(close > 0n, `a close is more than 0, and that of ${day} is not`);
    for (let split = splits[at]; split !== undefined && split.day <= day; split = splits[at]) {
      over *= split.ratioNew;
      under *= split.ratioOld;
      at += 1;
    }
    return { day, close, over, under };
  });
}
