// An order as a value: what was asked, where it stands and what has been filled of it.
// decimal.js is imported as a type only, so that the browser can read statuses without loading it.
import type { Decimal } from "../shared/decimal.ts";
import type { AccountId, HoldId, InstrumentId, OrderId } from "../shared/ids.ts";

/** `held` is an exit that waits for its entry; it is open, but not yet on its way to the venue. */
export const OPEN_STATUSES = [
  "pending_new",
  "new",
  "partially_filled",
  "pending_cancel",
  "pending_replace",
  "held",
] as const;
export const CLOSED_STATUSES = ["filled", "canceled", "expired", "rejected", "replaced"] as const;
export const ORDER_STATUSES = [...OPEN_STATUSES, ...CLOSED_STATUSES] as const;

export type OpenStatus = (typeof OPEN_STATUSES)[number];
export type ClosedStatus = (typeof CLOSED_STATUSES)[number];
export type OrderStatus = OpenStatus | ClosedStatus;

export const SIDES = ["buy", "sell"] as const;
export type Side = (typeof SIDES)[number];

export const ORDER_TYPES = ["market", "limit", "stop", "stop_limit", "trailing_stop"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

export const TIMES_IN_FORCE = ["day", "gtc", "opg", "cls", "ioc", "fok"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

export const ORDER_CLASSES = ["simple", "bracket", "oco", "oto"] as const;
export type OrderClass = (typeof ORDER_CLASSES)[number];

/** What a member of a group is for; an order of the class simple has none. */
export const LEG_ROLES = ["entry", "take_profit", "stop_loss"] as const;
export type LegRole = (typeof LEG_ROLES)[number];

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
  "invalid_type",
  "invalid_time_in_force",
  "invalid_extended_hours",
  "invalid_order_class",
  "stop_price_wrong_side",
  "opg_window",
  "cls_window",
  "not_fractionable",
  "notional_disabled",
  "insufficient_funds",
  "insufficient_quantity",
  "short_not_allowed",
  "not_shortable",
  "fractional_short",
  "crosses_zero",
  "opposite_side_open",
  "wash_trade",
  "not_an_entry",
  "not_an_exit",
  "no_position",
  "max_order_value",
  "max_position_value",
  "max_open_orders",
  "max_orders_per_minute",
  "max_daily_loss",
  "unchanged",
  "not_replaceable",
  "not_changeable",
  "below_filled",
  "too_late_to_replace",
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
  /** Where a stop order triggers; for a trailing stop it follows the high-water mark. */
  readonly stopPrice: Decimal | null;
  /** A trailing stop has exactly one of the two, an amount or a percentage of the high-water mark. */
  readonly trailPrice: Decimal | null;
  readonly trailPercent: Decimal | null;
  /** The best last price since the order began to work: the highest for a sell, the lowest for a buy. */
  readonly highWaterMark: Decimal | null;
  readonly extendedHours: boolean;
  readonly orderClass: OrderClass;
  readonly legRole: LegRole | null;
  /** The first member of the group; null for that member itself. */
  readonly parentId: OrderId | null;
  readonly replacesId: OrderId | null;
  readonly replacedById: OrderId | null;
  readonly status: OrderStatus;
  readonly dispatch: Dispatch;
  readonly filledQuantity: Decimal;
  /** Sum of quantity × price over its fills, exact; the average is derived from it. */
  readonly filledValue: Decimal;
  /** Cash for a buy; for a sell the units of it that are owned. */
  readonly holdId: HoldId | null;
  /** Cash behind the part of a sell that is not owned. */
  readonly marginHoldId: HoldId | null;
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
