// Replacing an order: whether it may be, what the new one is, and what happens when a fill got there first. Rules RPL of docs/orders.md.
import { type Decimal, toPlain } from "../shared/decimal.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { checkLegGap } from "./market-side.ts";
import { isOpen, type Order, type TimeInForce } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What is absent stays as it is. A new clientOrderId alone changes nothing about an order. */
export interface Replacement {
  /** Of the whole chain: what its orders have filled already counts towards it. */
  readonly quantity?: Decimal;
  readonly limitPrice?: Decimal;
  readonly stopPrice?: Decimal;
  readonly trailPrice?: Decimal;
  readonly trailPercent?: Decimal;
  readonly timeInForce?: TimeInForce;
}

type Terms = Pick<Order, "quantity" | "limitPrice" | "stopPrice" | "trailPrice" | "trailPercent" | "timeInForce">;

export interface ReplacePlan {
  /** The terms of the new order; its quantity is its own, without what the chain has filled. */
  readonly terms: Terms;
  /** A held exit is changed on the spot, without the venue. */
  readonly atVenue: boolean;
}

/** `filledBefore` is what the orders that this one has replaced have filled. */
export function planReplace(order: Order, change: Replacement, filledBefore: Decimal): Result<ReplacePlan, Refusal> {
  const refusal =
    checkReplaceable(order) ??
    checkFields(order, change) ??
    checkQuantity(order, change, filledBefore) ??
    checkChanges(order, change, filledBefore);
  if (refusal !== null) return err(refusal);
  const total = change.quantity ?? order.quantity?.plus(filledBefore) ?? null;
  const terms: Terms = {
    quantity: total === null ? null : total.minus(filledBefore).minus(order.filledQuantity),
    limitPrice: change.limitPrice ?? order.limitPrice,
    // A trailing stop keeps its mark and finds its stop anew from the trail.
    stopPrice: order.type === "trailing_stop" ? null : (change.stopPrice ?? order.stopPrice),
    trailPrice: change.trailPrice ?? order.trailPrice,
    trailPercent: change.trailPercent ?? order.trailPercent,
    timeInForce: change.timeInForce ?? order.timeInForce,
  };
  return ok({ terms, atVenue: order.status !== "held" });
}

function checkReplaceable({ status, dispatch }: Order): Refusal | null {
  if (status === "held") return null;
  if ((status === "new" || status === "partially_filled") && dispatch === "acknowledged") return null;
  const why = isOpen(status) ? "It can be once the venue has answered." : "Place a new one.";
  return refuse("not_replaceable", null, `The order is ${status} and cannot be replaced. ${why}`);
}

const OF_TYPE: { readonly [F in "limitPrice" | "stopPrice"]: readonly Order["type"][] } = {
  limitPrice: ["limit", "stop_limit"],
  stopPrice: ["stop", "stop_limit"],
};

function checkFields(order: Order, change: Replacement): Refusal | null {
  for (const field of ["limitPrice", "stopPrice"] as const) {
    if (change[field] === undefined || OF_TYPE[field].includes(order.type)) continue;
    return refuse("not_changeable", field, `A ${order.type} order has no ${field} to change.`);
  }
  for (const kind of ["trailPrice", "trailPercent"] as const) {
    if (change[kind] === undefined || order[kind] !== null) continue;
    const message = "A trail stays of its kind, a price or a percentage. Cancel the order and place a new one.";
    return refuse("not_changeable", kind, message);
  }
  if (change.timeInForce === undefined || order.orderClass === "simple") return null;
  return refuse("not_changeable", "timeInForce", "Orders of a group are good for the same time. Cancel the group.");
}

function checkQuantity(order: Order, { quantity }: Replacement, filledBefore: Decimal): Refusal | null {
  if (quantity === undefined) return null;
  const refused = (why: string) => refuse("not_changeable", "quantity", `${why} Cancel the order and place a new one.`);
  if (order.quantity === null) return refused("An order by amount keeps its amount.");
  if (order.orderClass !== "simple") return refused("Orders of a group have one quantity.");
  if (!order.quantity.plus(filledBefore).isInteger() || !quantity.isInteger()) {
    return refused("A fractional quantity cannot change.");
  }
  const filled = filledBefore.plus(order.filledQuantity);
  if (quantity.gt(filled)) return null;
  const message = `${toPlain(filled)} is filled already; the new quantity must be more than that, or cancel the rest.`;
  return refuse("below_filled", "quantity", message, { observed: quantity, limit: filled });
}

function checkChanges(order: Order, change: Replacement, filledBefore: Decimal): Refusal | null {
  const differs = (asked: Decimal | undefined, is: Decimal | null) =>
    asked !== undefined && (is === null || !asked.eq(is));
  const changed =
    differs(change.quantity, order.quantity?.plus(filledBefore) ?? null) ||
    differs(change.limitPrice, order.limitPrice) ||
    differs(change.stopPrice, order.stopPrice) ||
    differs(change.trailPrice, order.trailPrice) ||
    differs(change.trailPercent, order.trailPercent) ||
    (change.timeInForce !== undefined && change.timeInForce !== order.timeInForce);
  return changed ? null : refuse("unchanged", null, "Nothing about the order would change.");
}

/** An exit may move up to the other exit of its group, not past it. */
export function checkReplacedLeg(leg: ReplacedLeg, others: readonly ReplacedLeg[]): Refusal | null {
  const all = [leg, ...others];
  const profit = all.find(({ legRole }) => legRole === "take_profit")?.limitPrice ?? null;
  const loss = all.find(({ legRole }) => legRole === "stop_loss")?.stopPrice ?? null;
  if (leg.legRole !== "take_profit" && leg.legRole !== "stop_loss") return null;
  const refusal = checkLegGap(leg.side, profit, loss);
  return refusal && { ...refusal, field: leg.legRole === "take_profit" ? "limitPrice" : "stopPrice" };
}

type ReplacedLeg = Pick<Order, "side" | "legRole" | "limitPrice" | "stopPrice">;

/** What becomes of the new order when the venue has answered. */
export type Settlement =
  | { readonly kind: "works"; readonly reduceBy: Decimal | null }
  /** Fills that raced have used it up: the old order goes back, the new one is rejected as too_late_to_replace. */
  | { readonly kind: "too_late" };

/** `filledAtPlan` and `filledNow` are the old order's own fills when the new quantity was reckoned and when the venue answered. */
export function settleReplacement(newQuantity: Decimal | null, filledAtPlan: Decimal, filledNow: Decimal): Settlement {
  const raced = filledNow.minus(filledAtPlan);
  if (!raced.gt(0)) return { kind: "works", reduceBy: null };
  if (newQuantity === null || raced.gte(newQuantity)) return { kind: "too_late" };
  return { kind: "works", reduceBy: raced };
}
