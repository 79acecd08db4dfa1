/** From a price that is decided to fills: as much as leaves, size and funds allow, and what becomes of the rest. */
import { type Decimal, minOf, ZERO } from "../shared/decimal.ts";
import { cut, fillOf, payable, type VenueFill } from "./funds.ts";
import { leavesAt, type VenueOrder } from "./venue-order.ts";

export const VENUE_CANCEL_REASONS = [
  "insufficient_hold",
  "ioc_rest",
  "fok_not_whole",
  "auction_unfilled",
  "too_late_for_auction",
  "oco",
] as const;
export type VenueCancelReason = (typeof VENUE_CANCEL_REASONS)[number];

/** What becomes of the rest: nothing left, waiting for the next event, or canceled with its reason. */
export type Residue = { state: "filled" } | { state: "working" } | { state: "canceled"; reason: VenueCancelReason };

/** A stop's memory after an event. */
export interface Marks {
  readonly highWaterMark: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly triggeredAt: Date | null;
}

/** What an event means for one order, before size and funds are asked. */
export interface Touch {
  /** Where it trades, slippage included; null when it does not trade now. */
  readonly price: Decimal | null;
  /** At a bar's open, before everything that happens within the bar. */
  readonly early: boolean;
  /** Null when nothing about its stop has changed. */
  readonly marks: Marks | null;
  /** Why the rest ends with this event; null when it stays in the book. */
  readonly lapse: VenueCancelReason | null;
}

export interface MatchResult {
  readonly fills: readonly VenueFill[];
  readonly residue: Residue;
  readonly marks: Marks | null;
}

export interface Means {
  /** The account's free cash, beyond all holds. */
  readonly cashFree: Decimal;
  /** What is left of the size on the side it takes from; null where there is no end to it. */
  readonly size: Decimal | null;
}

export function settle(order: VenueOrder, touch: Touch, { cashFree, size }: Means): MatchResult {
  const { price, marks, lapse } = touch;
  const rest: Residue = lapse === null ? { state: "working" } : { state: "canceled", reason: lapse };
  const broke: Residue = { state: "canceled", reason: "insufficient_hold" };
  if (price === null) return { fills: [], residue: rest, marks };

  const leaves = leavesAt(order, price);
  if (leaves.lte(ZERO)) {
    // An amount that does not buy the least quantity even once ends unfilled.
    return { fills: [], residue: order.filledQuantity.isZero() ? broke : { state: "filled" }, marks };
  }
  const offered = cut(order, size === null ? leaves : minOf(leaves, size));
  const whole = order.timeInForce === "fok";
  if (offered.lte(ZERO) || (whole && offered.lt(leaves))) return { fills: [], residue: rest, marks };

  const quantity = payable(order, price, offered, cashFree);
  if (whole && quantity.lt(leaves)) return { fills: [], residue: broke, marks };
  const fills = quantity.gt(ZERO) ? [fillOf(order, price, quantity)] : [];
  if (quantity.lt(offered)) return { fills, residue: broke, marks };
  return { fills, residue: quantity.eq(leaves) ? { state: "filled" } : rest, marks };
}
