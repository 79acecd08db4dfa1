// Canceling several orders: what is asked of the server, and what it comes to, so that count and value can be named first.

import { addDecimals } from "#components/format/string-decimal.ts";
import { openValueOf } from "#components/trade/open-value.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import { groupMembers, groupOf, type OrderRow } from "./order-rows.ts";

export interface CancelPlan {
  /** One request each: a group is canceled by any of its members. */
  readonly asked: readonly OrderView[];
  /** Everything that will be canceled, members of groups that were not chosen included. */
  readonly canceled: readonly OrderView[];
  /** How many of them were not chosen themselves. */
  readonly added: number;
}

export function planCancel(chosen: readonly OrderView[], rows: readonly OrderRow[]): CancelPlan {
  const open = chosen.filter(({ status }) => isOpen(status));
  const groups = new Map(open.toReversed().map((order) => [groupOf(order), order]));
  const asked = open.filter((order) => groups.get(groupOf(order)) === order);
  const canceled = asked.flatMap((order) => groupMembers(order, rows));
  const wanted = new Set(open.map(({ id }) => id));
  return { asked, canceled, added: canceled.filter(({ id }) => !wanted.has(id)).length };
}

/**
 * What the orders are worth: an entry counts, its exits do not, and of two exits only the one that stands for both. Null when one of
 * them cannot be valued: a part of the sum would look like all of it.
 */
export function worthOf(
  orders: readonly OrderView[],
  lastPrice: (symbol: string) => string | undefined,
): string | null {
  const counted = new Set<string>();
  let total = "0";
  for (const order of [...orders].sort(byRole)) {
    const group = groupOf(order);
    if (counted.has(group)) continue;
    counted.add(group);
    const value = openValueOf({ ...order, limitPrice: order.limitPrice ?? order.stopPrice }, lastPrice(order.symbol));
    if (value === null) return null;
    total = addDecimals(total, value);
  }
  return total;
}

const RANK = { entry: 0, take_profit: 1, stop_loss: 2 } as const;

function byRole(a: OrderView, b: OrderView): number {
  return (a.legRole === null ? 0 : RANK[a.legRole]) - (b.legRole === null ? 0 : RANK[b.legRole]);
}

export function countOrders(count: number): string {
  return count === 1 ? "1 order" : `${count} orders`;
}
