/** Gathers what the venue's leader is woken for: single orders that arrived, or a look at the whole book. */
import type { VenueWakes } from "./venue-leader.ts";
import { createBell } from "./wake.ts";

export interface VenueWakeSource extends VenueWakes {
  orderArrived(orderId: string): void;
  lookAtAll(): void;
}

/** Beyond so many arrivals at once a look at the whole book is cheaper. */
const ARRIVALS_MAX = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createVenueWakes(): VenueWakeSource {
  const bell = createBell();
  const arrived = new Set<string>();
  let all = true;
  return {
    bell,
    orderArrived(orderId) {
      if (!UUID.test(orderId) || arrived.size >= ARRIVALS_MAX) all = true;
      else arrived.add(orderId);
      bell.ring();
    },
    lookAtAll() {
      all = true;
      bell.ring();
    },
    take() {
      const orders = [...arrived];
      const whole = all;
      arrived.clear();
      all = false;
      return whole ? null : orders;
    },
  };
}
