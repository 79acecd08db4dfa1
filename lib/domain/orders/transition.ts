// The order's state machine: which event moves which status where; everything else is refused, except that a fill is a fact.

import type { Decimal } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { truncateQuantity } from "../shared/rounding.ts";
import { isOpen, type OpenStatus, type Order, type OrderStatus, type RejectReason } from "./order.ts";

export type FillEvent = { readonly type: "fill"; readonly quantity: Decimal; readonly price: Decimal };
export type OrderEvent =
  | { readonly type: "acknowledge" }
  | FillEvent
  | { readonly type: "request_cancel" }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "expire" }
  | { readonly type: "reject"; readonly reason: RejectReason };
export type OrderEventType = OrderEvent["type"];

export interface IllegalMove {
  readonly code: "illegal_move";
  readonly from: OrderStatus;
  readonly event: OrderEventType;
}

export interface Moved {
  readonly order: Order;
  /** A fill that came after the order was closed: booked, and somebody must be told. */
  readonly late: boolean;
  /** More was filled than was asked for: booked, and somebody must be told. */
  readonly overfilled: boolean;
}

type Command = Exclude<OrderEventType, "fill">;

// Where a command leads. An answer to the order itself (acknowledge, reject) may arrive while a cancel is already under way.
const MOVES: { readonly [S in OpenStatus]: { readonly [C in Command]?: OrderStatus } } = {
  pending_new: {
    acknowledge: "new",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
  },
  new: { request_cancel: "pending_cancel", cancel: "canceled", expire: "expired" },
  partially_filled: { request_cancel: "pending_cancel", cancel: "canceled", expire: "expired" },
  pending_cancel: { acknowledge: "pending_cancel", cancel: "canceled", expire: "expired", reject: "rejected" },
};

/** `at` becomes closedAt when this event closes the order. */
export function transition(order: Order, event: OrderEvent, at?: Date): Result<Moved, IllegalMove> {
  if (event.type === "fill") return ok(fill(order, event, at));
  const illegal: IllegalMove = { code: "illegal_move", from: order.status, event: event.type };
  if (!isOpen(order.status)) return err(illegal);
  const status = MOVES[order.status][event.type];
  if (status === undefined) return err(illegal);
  // What has traded cannot be said never to have been accepted.
  if (event.type === "reject" && !order.filledQuantity.isZero()) return err(illegal);
  const moved: Order = {
    ...order,
    status,
    closedAt: isOpen(status) ? order.closedAt : (at ?? order.closedAt),
    cancelReason: event.type === "cancel" ? event.reason : order.cancelReason,
    rejectReason: event.type === "reject" ? event.reason : order.rejectReason,
  };
  return ok({ order: moved, late: false, overfilled: false });
}

function fill(order: Order, { quantity, price }: FillEvent, at: Date | undefined): Moved {
  invariant(quantity.gt(0) && price.gt(0), "a fill has a positive quantity and a positive price");
  const filledQuantity = order.filledQuantity.plus(quantity);
  const filledValue = order.filledValue.plus(quantity.times(price));
  const booked: Order = { ...order, filledQuantity, filledValue };
  const overfilled = isOverfilled(booked);
  if (!isOpen(order.status)) return { order: booked, late: true, overfilled };
  if (isComplete(booked, price)) {
    return { order: { ...booked, status: "filled", closedAt: at ?? order.closedAt }, late: false, overfilled };
  }
  const status = order.status === "pending_cancel" ? "pending_cancel" : "partially_filled";
  return { order: { ...booked, status }, late: false, overfilled };
}

function isOverfilled(order: Order): boolean {
  if (order.quantity !== null) return order.filledQuantity.gt(order.quantity);
  return order.notional !== null && order.filledValue.gt(order.notional);
}

/** An order by amount is done when what is left of it does not buy the smallest quantity any more. */
function isComplete(order: Order, price: Decimal): boolean {
  if (order.quantity !== null) return order.filledQuantity.gte(order.quantity);
  invariant(order.notional !== null, "an order has a quantity or a notional");
  return truncateQuantity(order.notional.minus(order.filledValue).div(price)).lte(0);
}
