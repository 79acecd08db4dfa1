// What the venue reports about trades is a fact and never refused: fills, busts and corrections, on open and on closed orders.
import type { Decimal } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import { truncateQuantity } from "../shared/rounding.ts";
import { isOpen, type Order } from "./order.ts";

export type FillEvent = { readonly type: "fill"; readonly quantity: Decimal; readonly price: Decimal };
/** A fill that the venue takes back, named by what it was. */
export type BustEvent = { readonly type: "bust"; readonly quantity: Decimal; readonly price: Decimal };
/** A fill that was another one than reported. */
export type CorrectEvent = {
  readonly type: "correct";
  readonly was: { readonly quantity: Decimal; readonly price: Decimal };
  readonly is: { readonly quantity: Decimal; readonly price: Decimal };
};
export type FactEvent = FillEvent | BustEvent | CorrectEvent;

export interface Moved {
  readonly order: Order;
  /** A fact that came after the order was closed: booked, and somebody must be told. */
  readonly late: boolean;
  /** More was filled than was asked for: booked, and somebody must be told. */
  readonly overfilled: boolean;
}

export function bookFill(order: Order, { quantity, price }: FillEvent, at: Date | undefined): Moved {
  invariant(quantity.gt(0) && price.gt(0), "a fill has a positive quantity and a positive price");
  return settle(order, order.filledQuantity.plus(quantity), order.filledValue.plus(quantity.times(price)), price, at);
}

/** A closed order stays closed, a filled one too, though less of it is filled now: it worked its time at the venue. */
export function bookBust(order: Order, { quantity, price }: BustEvent): Moved {
  invariant(quantity.gt(0) && price.gt(0), "a busted fill had a positive quantity and a positive price");
  const filledQuantity = order.filledQuantity.minus(quantity);
  const filledValue = order.filledValue.minus(quantity.times(price));
  invariant(filledQuantity.gte(0) && filledValue.gte(0), "only what was filled is taken back");
  return settle(order, filledQuantity, filledValue, price, undefined);
}

export function bookCorrection(order: Order, { was, is }: CorrectEvent, at: Date | undefined): Moved {
  invariant(is.quantity.gt(0) && is.price.gt(0), "a corrected fill has a positive quantity and a positive price");
  const filledQuantity = order.filledQuantity.minus(was.quantity).plus(is.quantity);
  const filledValue = order.filledValue.minus(was.quantity.times(was.price)).plus(is.quantity.times(is.price));
  invariant(filledQuantity.gt(0) && filledValue.gt(0), "only what was filled is corrected");
  return settle(order, filledQuantity, filledValue, is.price, at);
}

function settle(
  order: Order,
  filledQuantity: Decimal,
  filledValue: Decimal,
  price: Decimal,
  at: Date | undefined,
): Moved {
  const booked: Order = { ...order, filledQuantity, filledValue };
  const overfilled = isOverfilled(booked);
  if (!isOpen(order.status)) return { order: booked, late: true, overfilled };
  if (!filledQuantity.isZero() && isComplete(booked, price)) {
    return { order: { ...booked, status: "filled", closedAt: at ?? order.closedAt }, late: false, overfilled };
  }
  return { order: { ...booked, status: statusWhile(booked) }, late: false, overfilled };
}

/** A request under way stays under way; otherwise the fills say what the order is. */
function statusWhile({ status, filledQuantity }: Order): Order["status"] {
  if (status === "pending_cancel" || status === "pending_replace") return status;
  if (!filledQuantity.isZero()) return "partially_filled";
  return status === "partially_filled" ? "new" : status;
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
