// An order as a value: what was asked, where it stands and what has been filled of it.
// decimal.js is imported as a type only, so that the browser can read statuses without loading it.
import type { Decimal } from "../shared/decimal.ts";
import type { AccountId, HoldId, InstrumentId, OrderId } from "../shared/ids.ts";

export const OPEN_STATUSES = ["pending_new", "new", "partially_filled", "pending_cancel"] as const;
export const CLOSED_STATUSES = ["filled", "canceled", "expired", "rejected", "replaced"] as const;
export const ORDER_STATUSES = [...OPEN_STATUSES, ...CLOSED_STATUSES] as const;

export type OpenStatus = (typeof OPEN_STATUSES)[number];
export type ClosedStatus = (typeof CLOSED_STATUSES)[number];
export type OrderStatus = OpenStatus | ClosedStatus;

export const SIDES = ["buy", "sell"] as const;
export type Side = (typeof SIDES)[number];

export const ORDER_TYPES = ["market", "limit"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const TIMES_IN_FORCE = ["day", "gtc"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** How far the order has come on its way to the venue; `none` for one that never leaves, a refused one. */
export const DISPATCHES = ["queued", "sending", "acknowledged", "unknown", "none"] as const;
export type Dispatch = (typeof DISPATCHES)[number];

export const REJECT_REASONS = [
  "halted",
  "market_closed",
  "symbol_not_tradable",
  "no_quote",
  "invalid_quantity",
  "invalid_notional",
  "invalid_price",
  "not_fractionable",
  "notional_disabled",
  "insufficient_funds",
  "insufficient_quantity",
  "short_not_allowed",
  "max_order_value",
  "max_position_value",
  "max_open_orders",
  "max_orders_per_minute",
  "max_daily_loss",
  "never_arrived",
  "venue_rejected",
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export interface Order {
  readonly id: OrderId;
  readonly accountId: AccountId;
  readonly clientOrderId: string;
  readonly instrumentId: InstrumentId;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Exactly one of quantity and notional is given. */
  readonly quantity: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly status: OrderStatus;
  readonly dispatch: Dispatch;
  readonly filledQuantity: Decimal;
  /** Sum of quantity × price over its fills, exact; the average is derived from it. */
  readonly filledValue: Decimal;
  readonly holdId: HoldId | null;
  readonly rejectReason: RejectReason | null;
  readonly cancelReason: string | null;
  readonly submittedAt: Date;
  readonly closedAt: Date | null;
  readonly expiresAt: Date | null;
}

export function isOpen(status: OrderStatus): status is OpenStatus {
  return (OPEN_STATUSES as readonly OrderStatus[]).includes(status);
}

export function averageFillPrice(order: Pick<Order, "filledQuantity" | "filledValue">): Decimal | null {
  if (order.filledQuantity.isZero()) return null;
  return order.filledValue.div(order.filledQuantity).toDecimalPlaces(18);
}

/** What is still to be filled, zero once the order is closed; an order by amount has no such quantity. */
export function leavesQuantity(order: Pick<Order, "quantity" | "filledQuantity" | "status">): Decimal | null {
  if (order.quantity === null) return null;
  const leaves = order.quantity.minus(order.filledQuantity);
  // A zero without loading the class.
  return isOpen(order.status) && leaves.gt(0) ? leaves : leaves.times(0);
}
