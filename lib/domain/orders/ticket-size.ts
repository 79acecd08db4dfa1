// How much: a quantity or an amount of money, its bounds, and what fractions may not do. Rules SIZ and FRA of docs/orders.md.
import { type Decimal, dec, maxOf, toPlain } from "../shared/decimal.ts";
import { QUANTITY_PLACES } from "../shared/rounding.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Ticket, TicketRules, TicketTerms } from "./ticket.ts";

export const MIN_NOTIONAL = dec("1.00");
const NOTIONAL_PLACES = 2;
// Bounds that keep quantity × price × collar within the twenty whole digits the books store.
const MAX_QUANTITY = dec("1000000000");
const MAX_NOTIONAL = dec("1000000000000000");

export function checkSize(ticket: Ticket, instrument: TicketTerms, rules: TicketRules): Refusal | null {
  const { quantity, notional } = ticket;
  if (quantity !== null && notional !== null) {
    return refuse("invalid_quantity", "quantity", "Give either a quantity or an amount, not both.");
  }
  if (quantity !== null) return checkQuantity(quantity);
  if (notional === null) return refuse("invalid_quantity", "quantity", "Give a quantity or an amount.");
  return checkNotional(notional, instrument, rules);
}

function checkQuantity(quantity: Decimal): Refusal | null {
  if (!quantity.gt(0)) return refuse("invalid_quantity", "quantity", "The quantity must be more than 0.");
  if (quantity.decimalPlaces() > QUANTITY_PLACES) {
    return refuse("invalid_quantity", "quantity", `A quantity has at most ${QUANTITY_PLACES} decimal places.`);
  }
  if (quantity.lte(MAX_QUANTITY)) return null;
  const message = `The quantity must be at most ${toPlain(MAX_QUANTITY)}.`;
  return refuse("invalid_quantity", "quantity", message, { limit: MAX_QUANTITY, observed: quantity });
}

function checkNotional(notional: Decimal, instrument: TicketTerms, rules: TicketRules): Refusal | null {
  if (!rules.notionalEnabled) {
    return refuse("notional_disabled", "notional", "Orders by amount are switched off. Give a quantity.");
  }
  if (notional.decimalPlaces() > NOTIONAL_PLACES) {
    return refuse("invalid_notional", "notional", `An amount has at most ${NOTIONAL_PLACES} decimal places.`);
  }
  const least = maxOf(MIN_NOTIONAL, instrument.minNotional);
  if (notional.lt(least)) {
    const message = `The amount must be at least ${least.toFixed(2)} ${instrument.currency}.`;
    return refuse("invalid_notional", "notional", message, { limit: least, observed: notional });
  }
  if (notional.lte(MAX_NOTIONAL)) return null;
  const message = `The amount must be at most ${toPlain(MAX_NOTIONAL)} ${instrument.currency}.`;
  return refuse("invalid_notional", "notional", message, { limit: MAX_NOTIONAL, observed: notional });
}

/** True for what cannot be said in whole units beforehand: an amount always counts as fractional. */
export function isFractional({ quantity }: Pick<Ticket, "quantity">): boolean {
  return quantity === null || !quantity.isInteger();
}

export function checkFraction(ticket: Ticket, instrument: TicketTerms): Refusal | null {
  if (!isFractional(ticket)) return null;
  const byAmount = ticket.quantity === null;
  const field = byAmount ? "notional" : "quantity";
  const code = byAmount ? "invalid_notional" : "invalid_quantity";
  const what = byAmount ? "An order by amount" : "A fractional order";
  if (!instrument.fractionable) {
    const message = `${instrument.symbol} trades in whole units only${byAmount ? "; give a quantity" : ""}.`;
    return refuse("not_fractionable", field, message);
  }
  if (ticket.orderClass !== "simple") {
    return refuse(code, field, `${what} has no exits attached. Give a whole quantity.`);
  }
  if (ticket.type === "trailing_stop") {
    return refuse(code, "type", `${what} cannot trail. Give a whole quantity, or a stop price.`);
  }
  // Crypto has no session to end with: its fractions may rest.
  if (instrument.assetClass !== "crypto" && ticket.timeInForce !== "day") {
    return refuse(code, "timeInForce", `${what} is good for the day only.`);
  }
  return null;
}
