/** Gathers what the venue's leader is woken for: single orders that arrived, prices that moved, a look at the whole book. */
import type { VenueWakes } from "./venue-leader.ts";
import { createBell } from "./wake.ts";

export interface VenueWakeSource extends VenueWakes {
  orderArrived(orderId: string): void;
  quotesMoved(): void;
  /** Word of arrivals may have been lost. */
  lookAtAll(): void;
}

/** Beyond so many arrivals at once a comparison with the whole book is cheaper. */
const ARRIVALS_MAX = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createVenueWakes(): VenueWakeSource {
  const bell = createBell();
  const arrived = new Set<string>();
  let [quotes, book] = [true, true];
  return {
    bell,
    orderArrived(orderId) {
      if (!UUID.test(orderId) || arrived.size >= ARRIVALS_MAX) book = true;
      else arrived.add(orderId);
      bell.ring();
    },
    quotesMoved() {
      quotes = true;
      bell.ring();
    },
    lookAtAll() {
      book = true;
      bell.ring();
    },
    take() {
      const taken = { arrived: [...arrived], quotes, book };
      arrived.clear();
      [quotes, book] = [false, false];
      return taken;
    },
  };
}
