// Closing a position: which part was meant, the order that does it, and the open orders that stand in its way.
import { parseAmount } from "#components/format/parse-amount.ts";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  signOf,
  subtractDecimals,
} from "#components/format/string-decimal.ts";
import { groupOf } from "#components/orders/order-rows.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { PositionFigures } from "./portfolio-figures.ts";

export type ClosePart =
  | { readonly kind: "all" }
  | { readonly kind: "percent"; readonly percent: string }
  | { readonly kind: "quantity"; readonly typed: string };

export interface CloseIntent {
  readonly side: "buy" | "sell";
  /** Units, of which a percentage's are the server's to say in the end. */
  readonly quantity: string;
  /** What is sent beside the account; nothing for the whole position. */
  readonly body: { readonly quantity?: string; readonly percentage?: string };
}

export type ReadClose =
  | { readonly ok: true; readonly intent: CloseIntent }
  | { readonly ok: false; readonly problem: string };

export function closingSide(quantity: string): "buy" | "sell" {
  return signOf(quantity) < 0 ? "buy" : "sell";
}

export function unitsOf(quantity: string): string {
  return quantity.startsWith("-") ? quantity.slice(1) : quantity;
}

/** `held` is the position, signed. */
export function readClose(held: string, part: ClosePart): ReadClose {
  const side = closingSide(held);
  const whole = unitsOf(held);
  if (part.kind === "all") return { ok: true, intent: { side, quantity: whole, body: {} } };
  if (part.kind === "percent") {
    // As the server rounds: down, and to whole shares where a short position is covered.
    const quantity = divideDecimals(multiplyDecimals(whole, part.percent), "100", side === "buy" ? 0 : 9);
    return signOf(quantity) > 0
      ? { ok: true, intent: { side, quantity, body: { percentage: part.percent } } }
      : { ok: false, problem: `${part.percent} % of ${whole} is less than can be traded.` };
  }
  if (part.typed.trim() === "") return { ok: false, problem: "Enter how many to close." };
  const read = parseAmount(part.typed, { places: 9 });
  if (!read.ok) return { ok: false, problem: read.message };
  if (signOf(read.value) <= 0) return { ok: false, problem: "Enter a quantity above 0." };
  return compareDecimals(read.value, whole) > 0
    ? { ok: false, problem: `The position is ${whole}; no more than that can be closed.` }
    : { ok: true, intent: { side, quantity: read.value, body: { quantity: read.value } } };
}

/** Exits that wait for their entry hold nothing yet. */
function holds(order: OrderView, side: "buy" | "sell"): boolean {
  return order.side === side && isOpen(order.status) && order.status !== "held";
}

/** Open orders on the closing side are canceled first, each with the rest of its group. */
export function ordersInTheWay(orders: readonly OrderView[], side: "buy" | "sell"): readonly OrderView[] {
  const groups = new Set(orders.filter((order) => holds(order, side)).map(groupOf));
  return orders.filter((order) => groups.has(groupOf(order)) && isOpen(order.status));
}

/** What open orders leave of the position; two exits of one group fill once between them. Null when an order by amount has no units. */
export function freeUnits(held: string, orders: readonly OrderView[]): string | null {
  const taken = new Map<string, string>();
  for (const order of orders.filter((each) => holds(each, closingSide(held)))) {
    if (order.leavesQuantity === null) return null;
    const before = taken.get(groupOf(order)) ?? "0";
    taken.set(groupOf(order), compareDecimals(order.leavesQuantity, before) > 0 ? order.leavesQuantity : before);
  }
  return [...taken.values()].reduce(subtractDecimals, unitsOf(held));
}

/** Without its sign: what the closing orders are worth. Null while one of them has no price. */
export function worthOfPositions(positions: readonly Pick<PositionFigures, "marketValue">[]): string | null {
  let total = "0";
  for (const { marketValue } of positions) {
    if (marketValue === null) return null;
    total = addDecimals(total, unitsOf(marketValue));
  }
  return total;
}
