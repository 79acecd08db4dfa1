// The order's state machine: which event moves which status where; everything else is refused, except the venue's facts.

import type { Decimal } from "../shared/decimal.ts";
import type { OrderId } from "../shared/ids.ts";
import { invariant } from "../shared/invariant.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { bookBust, bookCorrection, bookFill, type FactEvent, type Moved } from "./facts.ts";
import { isOpen, type OpenStatus, type Order, type OrderStatus, type RejectReason } from "./order.ts";

export type { FillEvent, Moved } from "./facts.ts";

export type Command =
  | { readonly type: "acknowledge" }
  | { readonly type: "request_cancel" }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "expire" }
  | { readonly type: "reject"; readonly reason: RejectReason }
  | { readonly type: "request_replace" }
  | { readonly type: "replaced"; readonly byId: OrderId }
  | { readonly type: "replace_refused" }
  | { readonly type: "activate" }
  /** The other exit of its group, or the order it replaces, has filled this much in its stead. */
  | { readonly type: "reduce"; readonly by: Decimal };
export type OrderEvent = Command | FactEvent;
export type OrderEventType = OrderEvent["type"];

export interface IllegalMove {
  readonly code: "illegal_move";
  readonly from: OrderStatus;
  readonly event: OrderEventType;
}

/** Where `replace_refused` leads: back to what the order was, which its fills tell. */
const BACK = "back";
/** `reduce` keeps the status, unless nothing is left to fill. */
const SAME = "same";

// An answer to the order itself (acknowledge, reject) may arrive while a cancel is already under way. What is being
// replaced cannot be canceled by a request until the venue has answered; the venue itself may end it at any time.
const MOVES: {
  readonly [S in OpenStatus]: { readonly [C in Command["type"]]?: OrderStatus | typeof BACK | typeof SAME };
} = {
  pending_new: {
    acknowledge: "new",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
    reduce: SAME,
  },
  new: {
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    request_replace: "pending_replace",
    reduce: SAME,
  },
  partially_filled: {
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    request_replace: "pending_replace",
    reduce: SAME,
  },
  pending_cancel: {
    acknowledge: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
    reduce: SAME,
  },
  pending_replace: {
    cancel: "canceled",
    expire: "expired",
    replaced: "replaced",
    replace_refused: BACK,
    reduce: SAME,
  },
  // Not at the venue: it is canceled and replaced on the spot.
  held: { cancel: "canceled", expire: "expired", replaced: "replaced", activate: "pending_new", reduce: SAME },
};

/** `at` becomes closedAt when this event closes the order. */
export function transition(order: Order, event: OrderEvent, at?: Date): Result<Moved, IllegalMove> {
  switch (event.type) {
    case "fill":
      return ok(bookFill(order, event, at));
    case "bust":
      return ok(bookBust(order, event));
    case "correct":
      return ok(bookCorrection(order, event, at));
    default:
      return command(order, event, at);
  }
}

function command(order: Order, event: Command, at: Date | undefined): Result<Moved, IllegalMove> {
  const illegal: IllegalMove = { code: "illegal_move", from: order.status, event: event.type };
  if (!isOpen(order.status)) return err(illegal);
  const target = MOVES[order.status][event.type];
  if (target === undefined) return err(illegal);
  // What has traded cannot be said never to have been accepted.
  if (event.type === "reject" && !order.filledQuantity.isZero()) return err(illegal);
  if (event.type === "reduce") return ok(reduce(order, event.by, at));
  const back = order.filledQuantity.isZero() ? "new" : "partially_filled";
  const status = target === BACK ? back : target === SAME ? order.status : target;
  const moved: Order = {
    ...order,
    status,
    dispatch: event.type === "activate" ? "queued" : order.dispatch,
    closedAt: isOpen(status) ? order.closedAt : (at ?? order.closedAt),
    cancelReason: event.type === "cancel" ? event.reason : order.cancelReason,
    rejectReason: event.type === "reject" ? event.reason : order.rejectReason,
    replacedById: event.type === "replaced" ? event.byId : order.replacedById,
  };
  return ok({ order: moved, late: false, overfilled: false });
}

/** An order with nothing left is done: filled when it has filled anything, else canceled with its quantity as it was. */
function reduce(order: Order, by: Decimal, at: Date | undefined): Moved {
  invariant(order.quantity !== null, "only an order with a quantity shrinks");
  invariant(by.gt(0), "an order shrinks by a positive quantity");
  const quantity = order.quantity.minus(by);
  const closedAt = at ?? order.closedAt;
  if (quantity.lte(0) && order.filledQuantity.isZero()) {
    const canceled: Order = { ...order, status: "canceled", cancelReason: NOTHING_LEFT, closedAt };
    return { order: canceled, late: false, overfilled: false };
  }
  if (order.filledQuantity.lt(quantity)) return { order: { ...order, quantity }, late: false, overfilled: false };
  // A quantity is never zero or less: what has filled is the least it can be.
  const filled: Order = { ...order, quantity: order.filledQuantity, status: "filled", closedAt };
  return { order: filled, late: false, overfilled: order.filledQuantity.gt(quantity) };
}

export const NOTHING_LEFT = "nothing_left";
