/** The opening and the closing auction of one symbol: one price for all who meet it; what it does not fill is canceled. */
import type { Decimal } from "../shared/decimal.ts";
import type { LocalDate } from "../shared/local-date.ts";
import type { Touch } from "./settle.ts";
import { isStop, type VenueOrder, workingLimit } from "./venue-order.ts";

export type AuctionName = "open" | "close";

export interface AuctionEvent {
  readonly kind: "auction";
  readonly auction: AuctionName;
  readonly at: Date;
  readonly tradingDay: LocalDate;
  /** The last instant at which orders were taken for it. */
  readonly entryUntil: Date;
  /** Null when the symbol did not trade in its session: then nobody is filled. */
  readonly price: Decimal | null;
  /** What each side may take; null where there is no end to it. */
  readonly size: Decimal | null;
}

/** What the auction means for the order; null when it waits for another one. There is one price for all, so nothing slips. */
export function touchAuction(order: VenueOrder, event: AuctionEvent): Touch | null {
  if (order.dormant || order.timeInForce !== (event.auction === "open" ? "opg" : "cls")) return null;
  if (order.tradingDay > event.tradingDay) return null;
  const unfilled: Touch = { price: null, early: event.auction === "open", marks: null, lapse: "auction_unfilled" };
  if (order.tradingDay < event.tradingDay || order.acceptedAt > event.entryUntil) {
    return { ...unfilled, lapse: "too_late_for_auction" };
  }
  const { price } = event;
  if (price === null || price.lte(0) || isStop(order)) return unfilled;
  const limit = workingLimit(order);
  const meets = limit === null || (order.side === "buy" ? price.lte(limit) : price.gte(limit));
  return meets ? { ...unfilled, price } : unfilled;
}
