// Orders as rows: every exit directly under its parent, so that a group is read as one.
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";

export interface OrderRow {
  readonly order: OrderView;
  /** An exit that stands under its parent. */
  readonly nested: boolean;
}

/** An exit that another one has replaced is left to its story: what took its place stands here. */
export function orderRows(orders: readonly OrderView[]): readonly OrderRow[] {
  return orders.flatMap((order) => [
    { order, nested: false },
    ...(order.legs ?? []).filter(({ status }) => status !== "replaced").map((leg) => ({ order: leg, nested: true })),
  ]);
}

export function rowKey({ order }: OrderRow): string {
  return order.id;
}

/** What the members of a bracket, OCO or OTO have in common; an order by itself is its own group. */
export function groupOf({ id, orderClass, parentId }: Pick<OrderView, "id" | "orderClass" | "parentId">): string {
  return orderClass === "simple" ? id : (parentId ?? id);
}

/** Canceling one open member of a group cancels every open one. */
export function groupMembers(order: OrderView, rows: readonly OrderRow[]): readonly OrderView[] {
  const group = groupOf(order);
  const members = rows.map((row) => row.order).filter((each) => groupOf(each) === group && isOpen(each.status));
  return members.length === 0 ? [order] : members;
}
