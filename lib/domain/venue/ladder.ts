/** Orders by the price that reaches them, the first to be reached in front: asking costs nothing while not even that one is reached. */
import { inTime } from "./priority.ts";
import type { VenueOrder } from "./venue-order.ts";

interface Rung {
  readonly key: bigint;
  readonly orders: Map<string, VenueOrder>;
}

/** `rising` is reached by prices at or above the threshold, `falling` by prices at or below it. */
export type Direction = "rising" | "falling";

export class Ladder {
  readonly #sign: bigint;
  /** Ascending; a falling ladder's thresholds are kept negated. */
  readonly #rungs: Rung[] = [];

  constructor(direction: Direction) {
    this.#sign = direction === "rising" ? 1n : -1n;
  }

  add(threshold: bigint, order: VenueOrder): void {
    const key = threshold * this.#sign;
    const index = this.#indexOf(key);
    const rung = this.#rungs[index];
    if (rung?.key === key) rung.orders.set(order.venueOrderId, order);
    else this.#rungs.splice(index, 0, { key, orders: new Map([[order.venueOrderId, order]]) });
  }

  remove(threshold: bigint, venueOrderId: string): void {
    const key = threshold * this.#sign;
    const index = this.#indexOf(key);
    const rung = this.#rungs[index];
    if (rung?.key !== key) return;
    rung.orders.delete(venueOrderId);
    if (rung.orders.size === 0) this.#rungs.splice(index, 1);
  }

  /** Adds to `into` all that the price reaches, nearest threshold first; `beyond` asks for a price past the threshold, not only at it. */
  collect(price: bigint, into: VenueOrder[], beyond = false): void {
    const key = price * this.#sign;
    for (const rung of this.#rungs) {
      if (beyond ? rung.key >= key : rung.key > key) return;
      into.push(...inTime(rung.orders.values()));
    }
  }

  /** The first rung that is not before the key. */
  #indexOf(key: bigint): number {
    let [low, high] = [0, this.#rungs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const rung = this.#rungs[middle];
      if (rung !== undefined && rung.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
