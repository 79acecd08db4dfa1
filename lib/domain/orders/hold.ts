// What is set aside when an order is placed, so that its fills can always be paid, and what is left after each fill.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import { type Decimal, dec, maxOf, ZERO } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import { divide, QUANTITY_PLACES } from "../shared/rounding.ts";
import { type FeeModel, feeFor } from "./fees.ts";
import { isOpen, type Order } from "./order.ts";
import type { Ticket } from "./ticket.ts";

/** A market order may fill above the ask it was judged by; the venue never fills beyond the hold. */
export const MARKET_COLLAR = dec("1.04");

export interface HoldNeeded {
  readonly assetKind: "cash" | "units";
  readonly amount: Decimal;
}

export interface HoldInput {
  readonly ticket: Ticket;
  readonly instrument: Pick<Instrument, "assetClass">;
  readonly quote: Pick<Quote, "bid" | "ask"> | null;
  readonly fees?: FeeModel;
}

/** Expects a well-formed ticket, and a quote whenever the ticket itself names no price. */
export function requiredHold({ ticket, instrument, quote, fees = feeFor }: HoldInput): HoldNeeded {
  const { assetClass } = instrument;
  if (ticket.side === "sell") return { assetKind: "units", amount: unitsToSell(ticket, quote) };
  if (ticket.notional !== null) {
    const fee = fees({ assetClass, side: "buy", quantity: dec("1"), price: ticket.notional });
    return { assetKind: "cash", amount: ticket.notional.plus(fee) };
  }
  invariant(ticket.quantity !== null, "a ticket has a quantity or a notional");
  const price = ticket.limitPrice ?? quote?.ask.times(MARKET_COLLAR);
  invariant(price !== undefined, "a market order is held against a quote");
  const fee = fees({ assetClass, side: "buy", quantity: ticket.quantity, price });
  return { assetKind: "cash", amount: ticket.quantity.times(price).plus(fee) };
}

function unitsToSell(ticket: Ticket, quote: HoldInput["quote"]): Decimal {
  if (ticket.quantity !== null) return ticket.quantity;
  invariant(ticket.notional !== null && quote !== null, "a sell by amount is held against a quote");
  return divide(ticket.notional, quote.bid, QUANTITY_PLACES, "up");
}

export interface HoldFill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
}

/** `order` is the order after the fill. Price improvement on a limit order is released at once, the rest when it closes. */
export function holdAfterFill(
  order: Pick<Order, "status" | "side" | "limitPrice">,
  hold: Decimal,
  fill: HoldFill,
): Decimal {
  if (!isOpen(order.status)) return ZERO;
  if (order.side === "sell") return maxOf(ZERO, hold.minus(fill.quantity));
  const heldPrice = order.limitPrice ?? fill.price;
  return maxOf(ZERO, hold.minus(fill.quantity.times(heldPrice)).minus(fill.fee));
}
