/** Who is served first at one event: a total order, so that the same orders always share the same size alike. */
import type { Touch } from "./settle.ts";
import { type VenueOrder, workingLimit } from "./venue-order.ts";

export interface Touched {
  readonly order: VenueOrder;
  readonly touch: Touch;
}

/** The bar's open before the rest of the bar, then whoever takes any price, then the better limit, then the earlier arrival. */
export function byPriority(a: Touched, b: Touched): number {
  if (a.touch.early !== b.touch.early) return a.touch.early ? -1 : 1;
  return byLimit(a.order, b.order) || byArrival(a.order, b.order);
}

export function inTime(orders: Iterable<VenueOrder>): VenueOrder[] {
  return [...orders].sort(byArrival);
}

function byArrival(a: VenueOrder, b: VenueOrder): number {
  return a.seq - b.seq || byText(a.venueOrderId, b.venueOrderId);
}

/** A stop that triggers counts as what it becomes, a market or a limit order, with the place in time of its arrival. */
function byLimit(a: VenueOrder, b: VenueOrder): number {
  const [first, second] = [workingLimit(a), workingLimit(b)];
  if (first === null || second === null) return first === second ? 0 : first === null ? -1 : 1;
  return a.side === "buy" ? second.cmp(first) : first.cmp(second);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
