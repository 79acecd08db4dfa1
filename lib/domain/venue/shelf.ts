/** The resting orders of one symbol and one kind of session, each where the prices that reach it find it. */

import { toFixed18 } from "../shared/fixed.ts";
import { Ladder } from "./ladder.ts";
import { inTime } from "./priority.ts";
import { isStop, type VenueOrder, workingLimit } from "./venue-order.ts";

/** The prices of an event: what buys and sells would trade at, and the range of `last`; null where there is none. */
export interface Reach {
  readonly buyAt: bigint | null;
  readonly sellAt: bigint | null;
  readonly high: bigint | null;
  readonly low: bigint | null;
}

/** A place in a ladder, or among those that need no price of their own. */
type Place = readonly [ladder: Ladder, threshold: bigint];

interface SideShelf {
  /** Take whatever price there is: market orders and stops that have triggered. */
  readonly anyPrice: Map<string, VenueOrder>;
  /** Trailing stops without a first price: any `last` reaches them. */
  readonly unmarked: Map<string, VenueOrder>;
  readonly limits: Ladder;
  readonly stops: Ladder;
  /** Trailing stops by their high-water mark: a price beyond it moves them. */
  readonly trails: Ladder;
}

function sideShelf(side: VenueOrder["side"]): SideShelf {
  const [limits, stops] = side === "buy" ? (["falling", "rising"] as const) : (["rising", "falling"] as const);
  const ladders = { limits: new Ladder(limits), stops: new Ladder(stops), trails: new Ladder(limits) };
  return { anyPrice: new Map(), unmarked: new Map(), ...ladders };
}

export class Shelf {
  readonly #sides = { buy: sideShelf("buy"), sell: sideShelf("sell") };

  add(order: VenueOrder): void {
    this.#plain(order)?.set(order.venueOrderId, order);
    for (const [ladder, threshold] of this.#places(order)) ladder.add(threshold, order);
  }

  /** Takes the order as it was added. */
  remove(order: VenueOrder): void {
    this.#plain(order)?.delete(order.venueOrderId);
    for (const [ladder, threshold] of this.#places(order)) ladder.remove(threshold, order.venueOrderId);
  }

  collect({ buyAt, sellAt, high, low }: Reach, into: VenueOrder[]): void {
    const { buy, sell } = this.#sides;
    collectSide(buy, { at: buyAt, stopAt: high, trailAt: low }, into);
    collectSide(sell, { at: sellAt, stopAt: low, trailAt: high }, into);
  }

  #plain(order: VenueOrder): Map<string, VenueOrder> | null {
    const side = this.#sides[order.side];
    if (isStop(order) && order.triggeredAt === null)
      return order.stopPrice === null || lacksMark(order) ? side.unmarked : null;
    return workingLimit(order) === null ? side.anyPrice : null;
  }

  #places(order: VenueOrder): Place[] {
    const { limits, stops, trails } = this.#sides[order.side];
    const { stopPrice, highWaterMark } = order;
    if (!isStop(order) || order.triggeredAt !== null) {
      const limit = workingLimit(order);
      return limit === null ? [] : [[limits, toFixed18(limit)]];
    }
    if (stopPrice === null || lacksMark(order)) return [];
    const stop: Place = [stops, toFixed18(stopPrice)];
    return highWaterMark === null || order.type !== "trailing_stop"
      ? [stop]
      : [stop, [trails, toFixed18(highWaterMark)]];
  }
}

function lacksMark(order: VenueOrder): boolean {
  return order.type === "trailing_stop" && order.highWaterMark === null;
}

interface SidePrices {
  readonly at: bigint | null;
  readonly stopAt: bigint | null;
  readonly trailAt: bigint | null;
}

function collectSide(side: SideShelf, { at, stopAt, trailAt }: SidePrices, into: VenueOrder[]): void {
  if (at !== null) {
    if (side.anyPrice.size > 0) into.push(...inTime(side.anyPrice.values()));
    side.limits.collect(at, into);
  }
  if (stopAt === null) return;
  if (side.unmarked.size > 0) into.push(...inTime(side.unmarked.values()));
  side.stops.collect(stopAt, into);
  if (trailAt !== null) side.trails.collect(trailAt, into, true);
}
