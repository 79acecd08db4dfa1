/** One order against one quote: at the far side, never beyond its limit, the size shown, or what the account can pay. */
import { type Decimal, ZERO } from "../shared/decimal.ts";
import type { Touch } from "./settle.ts";
import { slip } from "./slippage.ts";
import { stopReached, trailed, triggeredMarks } from "./stops.ts";
import { isStop, type VenueOrder, workingLimit } from "./venue-order.ts";

/** Core trading, or the hours before and after, in which only orders for extended hours trade. */
export type VenueSession = "core" | "extended";

export interface QuoteEvent {
  readonly kind: "quote";
  readonly at: Date;
  readonly session: VenueSession;
  readonly bid: Decimal;
  readonly ask: Decimal;
  /** What triggers stops; null while nothing is known to have traded. */
  readonly last: Decimal | null;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
}

/** Why the rest of an order ends with the first event that it meets. */
export function lapseOf(order: Pick<VenueOrder, "timeInForce">): Touch["lapse"] {
  if (order.timeInForce === "ioc") return "ioc_rest";
  return order.timeInForce === "fok" ? "fok_not_whole" : null;
}

/** Auction orders and dormant ones take no part in continuous trading. */
export function inContinuousTrading(order: VenueOrder): boolean {
  return !order.dormant && order.timeInForce !== "opg" && order.timeInForce !== "cls";
}

/** What the quote means for the order; null when it does not concern it. */
export function touchQuote(order: VenueOrder, quote: QuoteEvent): Touch | null {
  if (!inContinuousTrading(order)) return null;
  const lapse = lapseOf(order);
  const idle: Touch = { price: null, early: false, marks: null, lapse };
  // An order that must trade at once or never does not wait for its session.
  if (quote.session === "extended" && !order.extendedHours) return lapse === null ? null : idle;
  if (!isStop(order) || order.triggeredAt !== null) return { ...idle, price: quotePrice(order, quote) };

  if (quote.last === null) return idle;
  // The stop as it stood before this price: a new extreme counts from the next event on.
  if (order.stopPrice !== null && stopReached(order.side, order.stopPrice, quote.last)) {
    return { ...idle, price: quotePrice(order, quote), marks: triggeredMarks(order, quote.at) };
  }
  return order.type === "trailing_stop" ? { ...idle, marks: trailed(order, quote.last) } : idle;
}

/** The far side of the quote with slippage, or null while a limit is not reached. A gap through a stop fills here, never at the stop. */
export function quotePrice(order: VenueOrder, quote: Pick<QuoteEvent, "bid" | "ask">): Decimal | null {
  const { side, slippage: model } = order;
  const price = side === "buy" ? quote.ask : quote.bid;
  if (price.lte(ZERO)) return null;
  const limitPrice = workingLimit(order);
  if (limitPrice !== null && (side === "buy" ? price.gt(limitPrice) : price.lt(limitPrice))) return null;
  return slip({ model, side, price, limitPrice });
}
