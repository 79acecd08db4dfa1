/** Loads an order under its account's lock and writes its new state: the order of locks is account, then order, everywhere. */
import type { Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { HoldParts } from "#lib/domain/orders/hold.ts";
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { auditRow } from "../audit.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";

export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRecord> {
  await tx.$queryRaw`select id from account where id = (select account_id from orders where id = ${orderId}::uuid) for no key update`;
  await tx.$queryRaw`select id from orders where id = ${orderId}::uuid for no key update`;
  const row = await tx.order.findUnique({ where: { id: orderId } });
  if (row === null) throw notFound("order");
  return toOrderRecord(row);
}

interface OrderWrite {
  readonly order: OrderRecord;
  readonly releaseHold: boolean;
  readonly at: Date;
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly stream: unknown;
}

async function saveOrder(tx: Tx, { order, releaseHold, at, events, audit, stream }: OrderWrite): Promise<void> {
  if (releaseHold) await releaseHolds(tx, order, at);
  await tx.order.update({
    where: { id: order.id },
    data: {
      status: order.status,
      dispatch: order.dispatch,
      quantity: order.quantity === null ? null : toPlain(order.quantity),
      holdId: order.holdId,
      marginHoldId: order.marginHoldId,
      replacedById: order.replacedById,
      rejectReason: order.rejectReason,
      ...(order.rejectDetail === null ? {} : { rejectDetail: { ...order.rejectDetail } }),
      cancelReason: order.cancelReason,
      closedAt: order.closedAt,
      ...(order.status === "pending_cancel" ? { cancelRequestedAt: at } : {}),
      updatedAt: new Date(at),
      version: order.version,
    },
  });
  await tx.$queryRaw`select insert_order_events(${JSON.stringify(events)}::jsonb)::text`;
  await tx.$queryRaw`select insert_audit_events(${JSON.stringify(audit)}::jsonb)::text`;
  await tx.$queryRaw`select append_stream_event(${order.accountId}::uuid, 'order', ${order.id}::uuid, ${JSON.stringify(stream)}::jsonb)::text`;
}

/** A hold that other open orders share (exits of one group, an order and the one that replaces it) stays with them. */
async function releaseHolds(tx: Tx, order: OrderRecord, at: Date): Promise<void> {
  const ids = [order.holdId, order.marginHoldId].filter((id) => id !== null);
  if (ids.length === 0) return;
  const shared = await tx.order.findMany({
    where: {
      id: { not: order.id },
      accountId: order.accountId,
      status: { in: [...OPEN_STATUSES] },
      OR: [{ holdId: { in: ids } }, { marginHoldId: { in: ids } }],
    },
    select: { holdId: true, marginHoldId: true },
  });
  const kept = new Set(shared.flatMap(({ holdId, marginHoldId }) => [holdId, marginHoldId]));
  const free = ids.filter((id) => !kept.has(id));
  if (free.length === 0) return;
  await tx.hold.updateMany({ where: { id: { in: free }, releasedAt: null }, data: { amount: "0", releasedAt: at } });
}

export interface OrderMove {
  readonly after: OrderRecord;
  readonly at: Date;
  readonly event: string;
  readonly detail?: { readonly [key: string]: unknown };
  readonly releaseHold?: boolean;
  readonly audit: {
    readonly action: string;
    readonly before: { readonly [field: string]: unknown };
    readonly after: { readonly [field: string]: unknown };
    readonly reason?: string | null;
  };
}

/** What every change of an order outside the hot path leaves behind: its new state, one event, one audit row, and word to who watches. */
export async function moveOrder(tx: Transaction, ctx: Context, move: OrderMove): Promise<OrderRecord> {
  const { after, at, event, detail = {}, releaseHold = false } = move;
  const { id: entityId, accountId } = after;
  await saveOrder(tx, {
    order: after,
    releaseHold,
    at,
    events: [orderEventRow(ctx, after, event, detail, at)],
    audit: [auditRow(ctx, { ...move.audit, entityType: "order", entityId, accountId, effectiveAt: at })],
    stream: orderSnapshot(after),
  });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  return after;
}

/** Lowers an open order's holds to what it needs from now on; they are raised only where the account has been judged for it. */
export async function lowerHolds(tx: Tx, order: OrderRecord, parts: HoldParts | null): Promise<void> {
  if (parts === null || order.closedAt !== null) return;
  const main = toPlain(order.side === "buy" ? parts.cash : parts.units);
  const lower = (id: string, amount: string) =>
    tx.$executeRaw`update hold set amount = least(amount, ${amount}::numeric) where id = ${id}::uuid and released_at is null`;
  if (order.holdId !== null) await lower(order.holdId, main);
  if (order.marginHoldId !== null) await lower(order.marginHoldId, toPlain(parts.margin));
}

/** While an order and the one that is to replace it both stand, their holds are the larger of the two, part by part. */
export async function raiseHold(tx: Tx, holdId: string, amount: string): Promise<void> {
  await tx.$executeRaw`update hold set amount = greatest(amount, ${amount}::numeric) where id = ${holdId}::uuid and released_at is null`;
}
