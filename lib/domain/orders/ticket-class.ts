// Orders that belong together: what a bracket, an OCO and an OTO consist of. Rules CLS of docs/orders.md.
import { toPlain } from "../shared/decimal.ts";
import type { OrderClass } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Ticket, TicketTerms } from "./ticket.ts";

const NAMES: { readonly [C in OrderClass]: string } = {
  simple: "A simple order",
  bracket: "A bracket",
  oco: "An OCO",
  oto: "An OTO",
};

export function checkClass(ticket: Ticket, instrument: TicketTerms): Refusal | null {
  const { orderClass } = ticket;
  if (orderClass === "simple") return checkSimple(ticket);
  const code = "invalid_order_class";
  const name = NAMES[orderClass];
  if (instrument.assetClass === "crypto") {
    return refuse(code, "orderClass", `${instrument.symbol} takes simple orders only.`);
  }
  if (ticket.type === "trailing_stop") return refuse(code, "type", `${name} cannot begin with a trailing stop.`);
  if (ticket.timeInForce !== "day" && ticket.timeInForce !== "gtc") {
    return refuse("invalid_time_in_force", "timeInForce", `${name} is good for day or gtc.`);
  }
  if (ticket.extendedHours) {
    return refuse("invalid_extended_hours", "extendedHours", `${name} works in the core session only.`);
  }
  return checkExits(ticket) ?? (orderClass === "oco" ? checkOco(ticket) : null);
}

function checkSimple({ takeProfit, stopLoss }: Ticket): Refusal | null {
  if (takeProfit === null && stopLoss === null) return null;
  return refuse("invalid_order_class", "orderClass", "Exits need the class bracket, oto or oco.");
}

function checkExits({ orderClass, takeProfit, stopLoss }: Ticket): Refusal | null {
  const code = "invalid_order_class";
  if (orderClass === "oto") {
    if ((takeProfit === null) !== (stopLoss === null)) return null;
    return refuse(code, takeProfit === null ? "stopLoss" : "takeProfit", "An OTO has one exit; a bracket has both.");
  }
  const missing = takeProfit === null ? "takeProfit" : stopLoss === null ? "stopLoss" : null;
  if (missing === null) return null;
  return refuse(code, missing, `${NAMES[orderClass]} needs a take profit and a stop loss.`);
}

/** An OCO is its two exits; the ticket's own limit, when given, is the take profit's. */
function checkOco({ type, limitPrice, takeProfit }: Ticket): Refusal | null {
  if (type !== "limit") return refuse("invalid_order_class", "type", "An OCO is of type limit.");
  if (limitPrice === null || takeProfit === null || limitPrice.eq(takeProfit.limitPrice)) return null;
  const message = `The limit of an OCO is its take profit: ${toPlain(takeProfit.limitPrice)}, or leave it out.`;
  return refuse("invalid_price", "limitPrice", message, { limit: takeProfit.limitPrice, observed: limitPrice });
}
