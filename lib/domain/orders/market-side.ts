// Prices against the market: a stop must still lie ahead, and exits on the right sides of their entry. Rules STP and LEG of docs/orders.md.
import type { Quote } from "../market/quote.ts";
import { type Decimal, dec, toPlain } from "../shared/decimal.ts";
import type { Side } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Ticket } from "./ticket.ts";

export const MIN_LEG_GAP = dec("0.01");

type Market = Pick<Quote, "last"> | null;

export function opposite(side: Side): Side {
  return side === "buy" ? "sell" : "buy";
}

/** A stop that the last price has reached already would trade at once, which is what a market order is for. */
export function checkStopSide(ticket: Ticket, market: Market): Refusal | null {
  if (market === null) return null;
  if (ticket.orderClass === "oco" && ticket.stopLoss !== null) {
    return stopAhead(ticket.side, ticket.stopLoss.stopPrice, market.last, "stopLoss.stopPrice");
  }
  if (ticket.stopPrice !== null) return stopAhead(ticket.side, ticket.stopPrice, market.last, "stopPrice");
  return ticket.side === "sell" && ticket.trailPrice !== null ? trailFits(ticket.trailPrice, market.last) : null;
}

/** A sale that trails by its whole price would have no stop. */
function trailFits(trail: Decimal, last: Decimal): Refusal | null {
  if (trail.lt(last)) return null;
  const message = `The trail must be less than the market price of ${toPlain(last)}.`;
  return refuse("invalid_price", "trailPrice", message, { observed: trail, limit: last });
}

function stopAhead(side: Side, stop: Decimal, last: Decimal, field: string): Refusal | null {
  if (side === "buy" ? stop.gt(last) : stop.lt(last)) return null;
  const where = side === "buy" ? "above" : "below";
  const message = `The stop price of a ${side} must be ${where} the market price of ${toPlain(last)}.`;
  return refuse("stop_price_wrong_side", field, message, { observed: stop, limit: last });
}

/** What an entry is expected to pay: its own price, or the market's when it has none. */
export function basePrice(ticket: Pick<Ticket, "limitPrice" | "stopPrice">, market: Market): Decimal | null {
  return ticket.limitPrice ?? ticket.stopPrice ?? market?.last ?? null;
}

/** The exits of a bracket or an OTO around their entry, and the two exits of a bracket or an OCO around each other. */
export function checkLegSides(ticket: Ticket, market: Market): Refusal | null {
  if (ticket.orderClass === "simple") return null;
  const { takeProfit, stopLoss } = ticket;
  const exitSide = ticket.orderClass === "oco" ? ticket.side : opposite(ticket.side);
  const apart = checkLegGap(exitSide, takeProfit?.limitPrice ?? null, stopLoss?.stopPrice ?? null);
  const base = ticket.orderClass === "oco" ? null : basePrice(ticket, market);
  if (apart !== null || base === null) return apart;
  // For exits that sell, gain lies above the entry and loss below it.
  const gain = exitSide === "sell" ? "above" : "below";
  const loss = exitSide === "sell" ? "below" : "above";
  return (
    beyond(gain, takeProfit?.limitPrice ?? null, base, "takeProfit.limitPrice", "take profit") ??
    beyond(loss, stopLoss?.stopPrice ?? null, base, "stopLoss.stopPrice", "stop loss")
  );
}

export function checkLegGap(exitSide: Side, takeProfit: Decimal | null, stopLoss: Decimal | null): Refusal | null {
  if (takeProfit === null || stopLoss === null) return null;
  const where = exitSide === "sell" ? "above" : "below";
  return beyond(where, takeProfit, stopLoss, "takeProfit.limitPrice", "take profit", "the stop loss");
}

function beyond(
  where: "above" | "below",
  price: Decimal | null,
  base: Decimal,
  field: string,
  name: string,
  than = "the entry",
): Refusal | null {
  if (price === null) return null;
  const least = where === "above" ? base.plus(MIN_LEG_GAP) : base.minus(MIN_LEG_GAP);
  if (where === "above" ? price.gte(least) : price.lte(least)) return null;
  const message = `The ${name} must be at least ${toPlain(MIN_LEG_GAP)} ${where} ${than} of ${toPlain(base)}: ${toPlain(least)} or ${where}.`;
  return refuse("invalid_price", field, message, { observed: price, limit: least });
}
