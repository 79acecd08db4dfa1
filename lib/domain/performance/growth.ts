// Finds the daily growth at which a list of payments balances: whole numbers only, no logarithm and no guess to start from.
import type { LocalDate } from "../shared/local-date.ts";

export interface Payment {
  readonly day: LocalDate;
  readonly amount: bigint;
}

/** Growth is a whole number of 2⁻¹⁹²: 1 is money that stays as it is. */
const BITS = 192n;
export const GROWTH_ONE = 1n << BITS;
/** Bits that amounts get for the sums, so that what is cut off in thousands of steps stays far below a unit. */
const GUARD = 128n;
/** The rate is searched for until it is known to so many bits. */
const PRECISION = 150n;
const FIRST_RUNG = GROWTH_ONE / 36_500n;
const DAY_MS = 86_400_000;

/** Payments in the order in which they are weighed; the first weighs least. */
interface Scale {
  readonly amounts: readonly bigint[];
  /** Days from each payment to the next. */
  readonly gaps: readonly number[];
  /** No root lies beyond (Cauchy): there the last payment outweighs all others together. */
  readonly limit: bigint;
}

interface Point {
  readonly at: bigint;
  readonly sum: bigint;
}

/**
 * The growth per day, or null. Payments go by day, one a day, none of 0. From no growth the search climbs a ladder in
 * both directions at once, up and down alike: 1 % a year, a quarter more with each rung, and faster above a doubling
 * a day. The first rung with a change of sign has the root nearest to no growth; two roots within one rung hide
 * each other.
 */
export function growthPerDay(payments: readonly Payment[]): bigint | null {
  const amounts = payments.map(({ amount }) => amount << GUARD);
  const gaps = payments.slice(1).map(({ day }, index) => daysBetween(payments[index]?.day ?? day, day));
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return GROWTH_ONE;
  // Growing money is discounted to the first day and shrinking money compounded to the last: no weight is above 1.
  const rise = climber(scaleOf(amounts.toReversed(), gaps.toReversed()), total);
  const fall = climber(scaleOf(amounts, gaps), total);
  for (let more = true; more; ) {
    const [up, down] = [rise.climb(), fall.climb()];
    if (up.root !== null && (down.root === null || up.root <= down.root)) return GROWTH_ONE + up.root;
    if (down.root !== null) return (GROWTH_ONE * GROWTH_ONE) / (GROWTH_ONE + down.root);
    more = up.more || down.more;
  }
  return null;
}

function scaleOf(amounts: readonly bigint[], gaps: readonly number[]): Scale {
  const last = size(amounts.at(-1) ?? 1n);
  const largest = amounts.reduce((most, amount) => (size(amount) > most ? size(amount) : most), 0n);
  return { amounts, gaps, limit: (largest * GROWTH_ONE) / last + GROWTH_ONE };
}

/** Goes one rung further at each call. */
function climber(scale: Scale, total: bigint) {
  let low: Point = { at: 0n, sum: total };
  let rung = FIRST_RUNG;
  const climb = (): { readonly root: bigint | null; readonly more: boolean } => {
    if (low.at > scale.limit) return { root: null, more: false };
    const high = { at: rung, sum: weigh(scale, rung) };
    if (high.sum === 0n || low.sum > 0n !== high.sum > 0n) return { root: narrow(scale, low, high), more: false };
    low = high;
    rung = rung < GROWTH_ONE ? (rung * 5n) / 4n : rung * 4n;
    return { root: null, more: true };
  };
  return { climb };
}

/** False position with the Illinois halving, which never leaves the bracket and never creeps. */
function narrow(scale: Scale, from: Point, to: Point): bigint {
  let [low, high] = [from, to];
  while (high.sum !== 0n && size(high.at - low.at) > (high.at >> PRECISION) + 1n) {
    const at = high.at - (high.sum * (high.at - low.at)) / (high.sum - low.sum);
    const next = { at, sum: weigh(scale, at) };
    if (at === high.at) return at;
    low = next.sum > 0n === high.sum > 0n ? { at: low.at, sum: low.sum / 2n } : high;
    high = next;
  }
  return high.at;
}

/** The sum of all payments, each a day's weight 1/(1 + at) lighter for every day that it is further away. */
function weigh({ amounts, gaps }: Scale, at: bigint): bigint {
  const daily = (GROWTH_ONE * GROWTH_ONE) / (GROWTH_ONE + at);
  const weights = new Map<number, bigint>();
  let sum = 0n;
  for (const [index, amount] of amounts.entries()) {
    const gap = gaps[index - 1] ?? 0;
    let weight = weights.get(gap);
    if (weight === undefined) {
      weight = power(daily, gap);
      weights.set(gap, weight);
    }
    sum = ((sum * weight) >> BITS) + amount;
  }
  return sum;
}

/** Rounded down at each step; days are few enough for that. */
export function power(base: bigint, days: number): bigint {
  let [result, square] = [GROWTH_ONE, base];
  for (let left = days; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) >> BITS;
    square = (square * square) >> BITS;
  }
  return result;
}

function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
