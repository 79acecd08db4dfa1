/** Matching against a finished bar, where only open, high, low and close are known: fills stay inside what the bar traded. */
import { type Decimal, dec, minOf } from "#lib/domain/shared/decimal.ts";
import type { Bar } from "./bars.ts";
import { fillAt, type MatchResult, type VenueOrder } from "./match.ts";

export type BarMatchInput = {
  order: VenueOrder;
  bar: Bar;
  cashFree: Decimal;
  /** What other orders have left of the bar's volume; all of it when this one comes first. */
  tickVolumeLeft?: Decimal;
};

/** Market orders trade at the open. A limit that the open already meets trades there (a gap favours it), else at its limit if the bar came so far. */
export function barMatchPrice(order: VenueOrder, bar: Bar): Decimal | null {
  const open = dec(bar.open);
  const limit = order.limitPrice;
  if (limit === null) return open;
  if (order.side === "buy") {
    if (open.lte(limit)) return open;
    return limit.gte(dec(bar.low)) ? limit : null;
  }
  if (open.gte(limit)) return open;
  return limit.lte(dec(bar.high)) ? limit : null;
}

export function matchAgainstBar({ order, bar, cashFree, tickVolumeLeft }: BarMatchInput): MatchResult {
  const price = barMatchPrice(order, bar);
  if (price === null) return { fills: [], residue: { state: "working" } };
  const volume = dec(bar.volume);
  return fillAt({ order, price, cashFree, size: tickVolumeLeft ? minOf(volume, tickVolumeLeft) : volume });
}
