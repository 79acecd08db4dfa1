// The account's own open orders of one symbol, as far as a new order has to mind them.
import { type Decimal, maxOf, ZERO } from "../shared/decimal.ts";
import type { OrderId } from "../shared/ids.ts";
import type { LegRole, OrderClass, OrderStatus, OrderType, Side } from "./order.ts";

export interface RestingOrder {
  readonly id: OrderId;
  readonly side: Side;
  readonly type: OrderType;
  readonly orderClass: OrderClass;
  readonly legRole: LegRole | null;
  readonly parentId: OrderId | null;
  readonly limitPrice: Decimal | null;
  readonly status: OrderStatus;
  /** What it may still fill; for an order by amount the units that the amount is worth now. */
  readonly leaves: Decimal;
}

/** The group an order belongs to: that of its first member. */
export function groupOf({ id, parentId }: { readonly id: OrderId; readonly parentId: OrderId | null }): OrderId {
  return parentId ?? id;
}

/** What resting orders of one side may still fill together: exits of one group fill once between them, held ones not yet. */
export function committed(resting: readonly RestingOrder[], side: Side): Decimal {
  const exits = new Map<OrderId, Decimal>();
  let total = ZERO;
  for (const order of resting) {
    if (order.side !== side || order.status === "held") continue;
    if (order.legRole === null || order.legRole === "entry") total = total.plus(order.leaves);
    else exits.set(groupOf(order), maxOf(exits.get(groupOf(order)) ?? ZERO, order.leaves));
  }
  for (const leaves of exits.values()) total = total.plus(leaves);
  return total;
}

/** The orders that make up what `committed` counts. */
export function committedBy(resting: readonly RestingOrder[], side: Side): OrderId[] {
  return resting.filter((order) => order.side === side && order.status !== "held").map(({ id }) => id);
}
