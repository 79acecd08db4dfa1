// How far an account stands below its best, now and at worst, with deposits taken out: money that arrives is no gain.
import { type Decimal, ONE, ZERO } from "../shared/decimal.ts";
import { divide } from "../shared/rounding.ts";

export interface EquityStep {
  readonly equity: Decimal;
  /** Deposits less withdrawals since the step before; null for none. */
  readonly deposit: Decimal | null;
}

export interface Drawdown {
  /** Shares of the best: 0.05 is five percent below it. */
  readonly now: Decimal;
  readonly worst: Decimal;
}

const PLACES = 10;

/** Null with fewer than two points, or where the growth from one to the next cannot be told. */
export function drawdownOf(steps: readonly EquityStep[]): Drawdown | null {
  const [first, ...rest] = steps;
  if (first === undefined || rest.length === 0) return null;
  let index = ONE;
  let best = ONE;
  let now = ZERO;
  let worst = ZERO;
  let before = first.equity;
  for (const { equity, deposit } of rest) {
    // The deposit was there when the step began to earn.
    const base = deposit === null ? before : before.plus(deposit);
    if (!base.gt(0)) return null;
    index = divide(index.times(equity), base, 30, "half-even");
    if (index.gt(best)) best = index;
    now = divide(best.minus(index), best, PLACES, "half-even");
    if (now.gt(worst)) worst = now;
    before = equity;
  }
  return { now, worst };
}
