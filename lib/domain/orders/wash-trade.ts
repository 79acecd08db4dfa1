// An account does not trade with itself: the guard against an order that could meet one's own. Rule WSH of docs/orders.md.
import type { Decimal } from "../shared/decimal.ts";
import type { OrderType } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { RestingOrder } from "./resting.ts";
import type { Ticket } from "./ticket.ts";

/** `resting` are the open orders of the same account and symbol. */
export function checkWashTrade(
  ticket: Pick<Ticket, "side" | "type" | "orderClass" | "limitPrice">,
  resting: readonly RestingOrder[],
): Refusal | null {
  if (ticket.orderClass !== "simple") return null;
  const met = resting.filter((order) => mayMeet(ticket, order));
  const [first] = met;
  if (first === undefined) return null;
  const many = met.length === 1 ? "an open order" : `${met.length} open orders`;
  const message = `The order could trade with ${many} of your own on the other side. Cancel first, or use a bracket or an OCO.`;
  const price = first.limitPrice;
  return refuse("wash_trade", ticket.type === "limit" ? "limitPrice" : "side", message, {
    blockedBy: met.map(({ id }) => id),
    ...(price === null ? {} : { limit: price }),
    ...(ticket.limitPrice === null ? {} : { observed: ticket.limitPrice }),
  });
}

function mayMeet(ticket: Pick<Ticket, "side" | "type" | "limitPrice">, order: RestingOrder): boolean {
  if (order.side === ticket.side || order.orderClass !== "simple") return false;
  const own = waitsAt(ticket.type, ticket.limitPrice);
  const theirs = waitsAt(order.type, order.limitPrice);
  // Only two plain limits say for sure at which prices they trade.
  if (own === null || theirs === null) return true;
  return ticket.side === "buy" ? own.gte(theirs) : own.lte(theirs);
}

function waitsAt(type: OrderType, limitPrice: Decimal | null): Decimal | null {
  return type === "limit" ? limitPrice : null;
}
