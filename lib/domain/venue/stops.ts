/** When a stop triggers, and how a trailing stop follows the market: only ever towards it, never back. */
import { type Decimal, dec, maxOf, minOf, ZERO } from "../shared/decimal.ts";
import { roundPriceToTick } from "../shared/rounding.ts";
import type { Marks } from "./settle.ts";
import type { VenueOrder } from "./venue-order.ts";

const HUNDRED = dec("100");
const DOLLAR = dec("1");
const SUB_DOLLAR_TICK = dec("0.0001");

/** A buy stop is reached from below, a sell stop from above. */
export function stopReached(side: VenueOrder["side"], stopPrice: Decimal, price: Decimal): boolean {
  return side === "buy" ? price.gte(stopPrice) : price.lte(stopPrice);
}

/** The stop that belongs to a high-water mark, rounded to the tick away from the market. */
export function trailStop(order: VenueOrder, mark: Decimal): Decimal {
  const trail = order.trailPrice ?? mark.times(order.trailPercent ?? ZERO).div(HUNDRED);
  if (order.side === "buy") {
    const raw = mark.plus(trail);
    return roundPriceToTick(raw, tickAt(order, raw), "up");
  }
  const raw = maxOf(ZERO, mark.minus(trail));
  return roundPriceToTick(raw, tickAt(order, raw), "down");
}

/** Equities below a dollar are quoted in hundredths of a cent. */
function tickAt(order: VenueOrder, price: Decimal): Decimal {
  if (order.assetClass === "crypto" || price.gte(DOLLAR)) return order.tickSize;
  return minOf(order.tickSize, SUB_DOLLAR_TICK);
}

/** A trailing stop's marks after a price; null when that is no new extreme. The first price is its first mark. */
export function trailed(order: VenueOrder, price: Decimal): Marks | null {
  const { highWaterMark: mark, stopPrice, side } = order;
  const extreme = mark === null ? price : side === "buy" ? minOf(mark, price) : maxOf(mark, price);
  if (stopPrice !== null && mark !== null && extreme.eq(mark)) return null;
  const moved = trailStop(order, extreme);
  // A stop that stands nearer than its trail asks for stays there: it never loosens.
  const kept = stopPrice === null ? moved : side === "buy" ? minOf(stopPrice, moved) : maxOf(stopPrice, moved);
  return { highWaterMark: extreme, stopPrice: kept, triggeredAt: null };
}

export function triggeredMarks(order: VenueOrder, at: Date): Marks {
  return { highWaterMark: order.highWaterMark, stopPrice: order.stopPrice, triggeredAt: at };
}
