// What a person or a program asks for, and whether it is a well-formed order for this instrument at all.

import type { Instrument } from "../market/instrument.ts";
import { type Decimal, dec, maxOf, toPlain } from "../shared/decimal.ts";
import { onTick, QUANTITY_PLACES, roundPriceToTick } from "../shared/rounding.ts";
import type { OrderType, Side, TimeInForce } from "./order.ts";
import type { Refusal } from "./refusal.ts";

export interface Ticket {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
}

export const MIN_NOTIONAL = dec("1.00");
const NOTIONAL_PLACES = 2;
// Bounds that keep quantity × price × collar within the twenty whole digits the books store.
const MAX_QUANTITY = dec("1000000000");
const MAX_PRICE = dec("1000000000");
const MAX_NOTIONAL = dec("1000000000000000");

export interface TicketRules {
  readonly notionalEnabled: boolean;
}

type Terms = Pick<Instrument, "symbol" | "assetClass" | "currency" | "tickSize" | "minNotional" | "fractionable">;

/** The shape rules, in the order in which a person fills in the ticket; null when it is well formed. */
export function checkTicket(ticket: Ticket, instrument: Terms, rules: TicketRules): Refusal | null {
  if (ticket.quantity !== null && ticket.notional !== null) {
    return refuse("invalid_quantity", "quantity", "Give either a quantity or an amount, not both.");
  }
  if (ticket.quantity !== null)
    return checkQuantity(ticket, ticket.quantity, instrument) ?? checkPrice(ticket, instrument);
  if (ticket.notional === null) return refuse("invalid_quantity", "quantity", "Give a quantity or an amount.");
  return checkNotional(ticket, ticket.notional, instrument, rules) ?? checkPrice(ticket, instrument);
}

function checkQuantity(ticket: Ticket, quantity: Decimal, instrument: Terms): Refusal | null {
  if (!quantity.gt(0)) return refuse("invalid_quantity", "quantity", "The quantity must be more than 0.");
  if (quantity.decimalPlaces() > QUANTITY_PLACES) {
    return refuse("invalid_quantity", "quantity", `A quantity has at most ${QUANTITY_PLACES} decimal places.`);
  }
  if (quantity.gt(MAX_QUANTITY)) {
    const message = `The quantity must be at most ${toPlain(MAX_QUANTITY)}.`;
    return { ...refuse("invalid_quantity", "quantity", message), limit: MAX_QUANTITY, observed: quantity };
  }
  if (quantity.isInteger()) return null;
  if (!instrument.fractionable) {
    return refuse("not_fractionable", "quantity", `${instrument.symbol} trades in whole units only.`);
  }
  // Crypto has no session to end with: its fractions may rest.
  if (instrument.assetClass !== "crypto" && ticket.timeInForce !== "day") {
    return refuse("invalid_quantity", "timeInForce", "A fractional order is good for the day only.");
  }
  return null;
}

function checkNotional(ticket: Ticket, notional: Decimal, instrument: Terms, rules: TicketRules): Refusal | null {
  if (!rules.notionalEnabled) {
    return refuse("notional_disabled", "notional", "Orders by amount are switched off. Give a quantity.");
  }
  if (ticket.type !== "market") return refuse("invalid_notional", "type", "An order by amount must be a market order.");
  if (ticket.timeInForce !== "day") {
    return refuse("invalid_notional", "timeInForce", "An order by amount is good for the day only.");
  }
  if (!instrument.fractionable) {
    return refuse("not_fractionable", "notional", `${instrument.symbol} trades in whole units only; give a quantity.`);
  }
  if (notional.decimalPlaces() > NOTIONAL_PLACES) {
    return refuse("invalid_notional", "notional", `An amount has at most ${NOTIONAL_PLACES} decimal places.`);
  }
  const least = maxOf(MIN_NOTIONAL, instrument.minNotional);
  if (notional.lt(least)) {
    const message = `The amount must be at least ${least.toFixed(2)} ${instrument.currency}.`;
    return { ...refuse("invalid_notional", "notional", message), limit: least, observed: notional };
  }
  if (notional.gt(MAX_NOTIONAL)) {
    const message = `The amount must be at most ${toPlain(MAX_NOTIONAL)} ${instrument.currency}.`;
    return { ...refuse("invalid_notional", "notional", message), limit: MAX_NOTIONAL, observed: notional };
  }
  return null;
}

function checkPrice(ticket: Ticket, { tickSize }: Terms): Refusal | null {
  const price = ticket.limitPrice;
  if (ticket.type === "market") {
    return price === null ? null : refuse("invalid_price", "limitPrice", "A market order takes no limit price.");
  }
  if (price === null) return refuse("invalid_price", "limitPrice", "A limit order needs a limit price.");
  if (!price.gt(0)) return refuse("invalid_price", "limitPrice", "The limit price must be more than 0.");
  if (price.gt(MAX_PRICE)) {
    const message = `The limit price must be at most ${toPlain(MAX_PRICE)}.`;
    return { ...refuse("invalid_price", "limitPrice", message), limit: MAX_PRICE, observed: price };
  }
  if (onTick(price, tickSize)) return null;
  const below = toPlain(roundPriceToTick(price, tickSize, "down"));
  const above = toPlain(roundPriceToTick(price, tickSize, "up"));
  const message = `The limit price moves in steps of ${toPlain(tickSize)}: ${below} or ${above}.`;
  return refuse("invalid_price", "limitPrice", message);
}

function refuse(code: Refusal["code"], field: string, message: string): Refusal {
  return { code, field, message };
}
