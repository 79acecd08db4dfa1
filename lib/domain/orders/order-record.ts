// An order with what is recorded beside its state, and the plain form in which answers, stream, audit and stored answers show it.
import { type Decimal, toPlain } from "../shared/decimal.ts";
import type { OrderId } from "../shared/ids.ts";
import { averageFillPrice, leavesQuantity, type Order } from "./order.ts";
import type { Refusal } from "./refusal.ts";

export type OrderSource = "api" | "ui" | "cli" | "agent" | "gateway" | "system";

export interface RejectDetail {
  readonly message: string;
  readonly field?: string;
  readonly limit?: string;
  readonly observed?: string;
  readonly headroom?: string;
  readonly blockedBy?: readonly string[];
}

export interface OrderRecord extends Order {
  readonly symbol: string;
  /** The id of the group's first member, for life; null for an order alone. */
  readonly groupId: OrderId | null;
  readonly source: OrderSource;
  readonly rejectDetail: RejectDetail | null;
  readonly version: number;
}

/** Amounts as plain decimal strings, instants as ISO 8601 in UTC. */
export interface OrderSnapshot {
  readonly id: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: string;
  readonly type: string;
  readonly timeInForce: string;
  readonly quantity: string | null;
  readonly notional: string | null;
  readonly limitPrice: string | null;
  readonly stopPrice: string | null;
  readonly trailPrice: string | null;
  readonly trailPercent: string | null;
  readonly highWaterMark: string | null;
  readonly extendedHours: boolean;
  readonly orderClass: string;
  readonly legRole: string | null;
  readonly parentId: string | null;
  readonly replacesId: string | null;
  readonly replacedById: string | null;
  readonly status: string;
  readonly dispatch: string;
  readonly filledQuantity: string;
  readonly leavesQuantity: string | null;
  readonly averageFillPrice: string | null;
  readonly source: string;
  readonly rejectReason: string | null;
  readonly rejectDetail: RejectDetail | null;
  readonly cancelReason: string | null;
  readonly submittedAt: string;
  readonly expiresAt: string | null;
  readonly closedAt: string | null;
  readonly version: number;
}

export function orderSnapshot(order: OrderRecord): OrderSnapshot {
  return {
    id: order.id,
    accountId: order.accountId,
    clientOrderId: order.clientOrderId,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    quantity: plain(order.quantity),
    notional: plain(order.notional),
    limitPrice: plain(order.limitPrice),
    stopPrice: plain(order.stopPrice),
    trailPrice: plain(order.trailPrice),
    trailPercent: plain(order.trailPercent),
    highWaterMark: plain(order.highWaterMark),
    extendedHours: order.extendedHours,
    orderClass: order.orderClass,
    legRole: order.legRole,
    parentId: order.parentId,
    replacesId: order.replacesId,
    replacedById: order.replacedById,
    status: order.status,
    dispatch: order.dispatch,
    filledQuantity: toPlain(order.filledQuantity),
    leavesQuantity: plain(leavesQuantity(order)),
    averageFillPrice: plain(averageFillPrice(order)),
    source: order.source,
    rejectReason: order.rejectReason,
    rejectDetail: order.rejectDetail,
    cancelReason: order.cancelReason,
    submittedAt: order.submittedAt.toISOString(),
    expiresAt: order.expiresAt?.toISOString() ?? null,
    closedAt: order.closedAt?.toISOString() ?? null,
    version: order.version,
  };
}

export function rejectDetailOf(refusal: Refusal): RejectDetail {
  return {
    message: refusal.message,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.limit === undefined ? {} : { limit: toPlain(refusal.limit) }),
    ...(refusal.observed === undefined ? {} : { observed: toPlain(refusal.observed) }),
    ...(refusal.headroom === undefined ? {} : { headroom: toPlain(refusal.headroom) }),
    ...(refusal.blockedBy === undefined ? {} : { blockedBy: [...refusal.blockedBy] }),
  };
}

function plain(value: Decimal | null): string | null {
  return value === null ? null : toPlain(value);
}
