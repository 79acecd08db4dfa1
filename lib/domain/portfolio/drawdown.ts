// The drawdown of a stored equity curve, whose points are instants: the same measure as in the performance report.
import type { DayPoint } from "../performance/day-series.ts";
import { maximumDrawdown } from "../performance/drawdown.ts";
import { timeWeighted } from "../performance/twr.ts";
import { type Decimal, dec } from "../shared/decimal.ts";
import { type Fixed, fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { type LocalDate, toLocalDate, VENUE_ZONE } from "../shared/local-date.ts";
import { roundCash, STORED_PLACES } from "../shared/rounding.ts";

export interface EquityStep {
  readonly at: Date;
  readonly equity: Decimal;
  /** Deposits less withdrawals since the step before; null for none. */
  readonly deposit: Decimal | null;
}

export interface Drawdown {
  /** Shares of the best: 0.05 is five percent below it. */
  readonly now: Decimal;
  readonly worst: Decimal;
}

/** By the venue's days, the last point of each counting. Null with fewer than two points, or where nothing ever was there to earn. */
export function drawdownOf(steps: readonly EquityStep[]): Drawdown | null {
  const [first, ...rest] = steps;
  if (first === undefined || rest.length === 0) return null;
  const { days, flaggedDays } = timeWeighted({ opening: toAmount(first.equity), days: dayPoints(rest) });
  if (flaggedDays.length === days.length) return null;
  const { now, fraction } = maximumDrawdown(days);
  return { now: toDecimal(now), worst: toDecimal(fraction) };
}

function dayPoints(steps: readonly EquityStep[]): DayPoint[] {
  const days = new Map<LocalDate, DayPoint>();
  for (const { at, equity, deposit } of steps) {
    const day = toLocalDate(at, VENUE_ZONE);
    const { inflow, outflow } = days.get(day) ?? { inflow: 0n, outflow: 0n };
    const flow = deposit === null ? 0n : toAmount(deposit);
    const flows = flow > 0n ? { inflow: inflow + flow, outflow } : { inflow, outflow: outflow - flow };
    days.set(day, { day, value: toAmount(equity), ...flows });
  }
  return [...days.values()];
}

/** A quantity times a price can have more places than are stored. */
function toAmount(value: Decimal): Fixed {
  return toFixed18(roundCash(value, STORED_PLACES));
}

function toDecimal(value: Fixed): Decimal {
  return dec(fromFixed18(value));
}
