// The price at which an order is valued and held before it trades: its own when it names one, else the market's.
import type { Quote } from "../market/quote.ts";
import { type Decimal, dec, maxOf } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import type { Ticket } from "./ticket.ts";

/** A market order may fill above the ask it was judged by; the venue never fills beyond the hold and what is free. */
export const MARKET_COLLAR = dec("1.04");
/** A short sale is held at this much of the ask, when its own limit is not more. */
export const SHORT_COLLAR = dec("1.03");
const HUNDRED = dec("100");

export type Market = Pick<Quote, "bid" | "ask" | "last"> | null;
type Priced = Pick<
  Ticket,
  "side" | "limitPrice" | "stopPrice" | "trailPrice" | "trailPercent" | "orderClass" | "takeProfit" | "stopLoss"
>;

/** Where a trailing stop begins: the trail away from the last price. From there it only moves in the holder's favour. */
export function firstStop(ticket: Pick<Ticket, "side" | "trailPrice" | "trailPercent">, last: Decimal): Decimal | null {
  const { side, trailPrice, trailPercent } = ticket;
  const trail = trailPrice ?? (trailPercent === null ? null : last.times(trailPercent).div(HUNDRED));
  if (trail === null) return null;
  return side === "buy" ? last.plus(trail) : last.minus(trail);
}

/** The dearest price at which a buy is expected to trade, without a collar. */
export function buyPrice(ticket: Priced, market: Market): Decimal {
  const { limitPrice, takeProfit, stopLoss } = ticket;
  if (ticket.orderClass === "oco" && takeProfit !== null && stopLoss !== null) {
    return maxOf(takeProfit.limitPrice, stopLoss.limitPrice ?? stopLoss.stopPrice);
  }
  if (limitPrice !== null) return limitPrice;
  invariant(market !== null, "an order without a limit is held against a quote");
  const stop = ticket.stopPrice ?? firstStop(ticket, market.last);
  return stop === null ? market.ask : maxOf(stop, market.ask);
}

/** What a buy is held at: a limit binds the venue, anything else may run away from its price. */
export function heldBuyPrice(ticket: Priced, market: Market): Decimal {
  const { takeProfit, stopLoss } = ticket;
  if (ticket.orderClass === "oco" && takeProfit !== null && stopLoss !== null) {
    const loss = stopLoss.limitPrice ?? stopLoss.stopPrice.times(MARKET_COLLAR);
    return maxOf(takeProfit.limitPrice, loss);
  }
  const price = buyPrice(ticket, market);
  return ticket.limitPrice === null ? price.times(MARKET_COLLAR) : price;
}

/** What a sale is valued at: the better of its limit and the bid. */
export function sellPrice(ticket: Priced, market: Market): Decimal {
  const own = ticket.limitPrice ?? (ticket.orderClass === "oco" ? (ticket.takeProfit?.limitPrice ?? null) : null);
  if (own !== null) return market === null ? own : maxOf(own, market.bid);
  if (ticket.stopPrice !== null) return ticket.stopPrice;
  invariant(market !== null, "an order without a limit is valued by a quote");
  return market.bid;
}

/** What a short sale is held at. */
export function heldShortPrice(ticket: Priced, market: Market): Decimal {
  invariant(market !== null, "a short sale is held against a quote");
  const collared = market.ask.times(SHORT_COLLAR);
  return ticket.limitPrice === null ? collared : maxOf(ticket.limitPrice, collared);
}

/** The units an order by amount stands for: the most it may come to, so that a sale holds enough. */
export function unitPrice(ticket: Priced, market: Market): Decimal {
  if (ticket.side === "buy") return buyPrice(ticket, market);
  if (ticket.limitPrice !== null) return ticket.limitPrice;
  if (ticket.stopPrice !== null) return ticket.stopPrice;
  invariant(market !== null, "a sell by amount is held against a quote");
  return market.bid;
}
