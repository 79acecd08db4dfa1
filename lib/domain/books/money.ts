/** An amount in the currency of its trade and in the account's, each at the rate of its own day: never one from the other later. */
import { FIXED_ONE, type Fixed, fixedTimes, mulDiv } from "../shared/fixed.ts";

export interface Money {
  readonly own: Fixed;
  readonly base: Fixed;
}

export const NOTHING: Money = { own: 0n, base: 0n };

export function moneyAt(own: Fixed, rate: Fixed): Money {
  if (own === 0n) return NOTHING;
  return { own, base: rate === FIXED_ONE ? own : fixedTimes(own, rate) };
}

export function plus(a: Money, b: Money): Money {
  if (b === NOTHING) return a;
  if (a === NOTHING) return b;
  return { own: a.own + b.own, base: a.base + b.base };
}

export function minus(a: Money, b: Money): Money {
  if (b === NOTHING) return a;
  return { own: a.own - b.own, base: a.base - b.base };
}

export function negated({ own, base }: Money): Money {
  return { own: -own, base: -base };
}

/** part/whole of it, each currency rounded once. */
export function share(money: Money, part: bigint, whole: bigint): Money {
  if (money.own === 0n && money.base === 0n) return NOTHING;
  if (part === whole) return money;
  const own = mulDiv(money.own, part, whole);
  return { own, base: money.base === money.own ? own : mulDiv(money.base, part, whole) };
}
