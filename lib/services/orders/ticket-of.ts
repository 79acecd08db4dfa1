/** An order as the ticket it came from: what the rules of holds and of the pre-trade check look at. */
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";

/** Exits are orders of their own by then: the ticket is a simple one. */
export function ticketOf(order: OrderRecord): Ticket {
  const { symbol, side, type, timeInForce, quantity, notional, limitPrice, stopPrice, trailPrice, trailPercent } =
    order;
  return {
    ...SIMPLE_TERMS,
    ...{ symbol, side, type, timeInForce, quantity, notional, limitPrice, stopPrice, trailPrice, trailPercent },
    extendedHours: order.extendedHours,
  };
}
