/** Orders that share one quantity (one cancels the other): what one member fills, every other member loses. */
import { maxOf, minOf, ZERO } from "../shared/decimal.ts";
import type { VenueFill } from "./funds.ts";
import { isStop, type VenueOrder } from "./venue-order.ts";

export interface MemberFill {
  readonly fill: VenueFill;
  /** The member that was filled, after it. */
  readonly after: VenueOrder;
  /** Nothing is left of it. */
  readonly filled: boolean;
}

export interface Shrunk {
  readonly order: VenueOrder;
  /** Nothing is left for it: it ends as `oco`. */
  readonly ended: boolean;
}

/** Another member after a fill: smaller by the fill, with what the fill has left of the hold that the group shares. */
export function shrinkMember(other: VenueOrder, { fill, after, filled }: MemberFill): Shrunk {
  const least = other.filledQuantity;
  const quantity = other.quantity && maxOf(least, other.quantity.minus(fill.quantity));
  const order: VenueOrder = {
    ...other,
    quantity,
    held: minOf(other.held, after.held),
    heldMargin: other.heldMargin && minOf(other.heldMargin, after.heldMargin ?? ZERO),
    cover: other.cover && after.cover,
  };
  return { order, ended: filled || quantity === null || quantity.lte(least) };
}

/**
 * The stops that go first when `member` is about to trade. Where one event reaches both exits nobody knows which came first; the stop
 * loss wins, the conservative choice. Not so at a bar's open, which is certain to come before everything within the bar.
 */
export function stopsBefore(member: VenueOrder, early: boolean, group: readonly VenueOrder[]): readonly VenueOrder[] {
  if (early || isStop(member)) return [];
  return group.filter((other) => other.venueOrderId !== member.venueOrderId && isStop(other));
}
