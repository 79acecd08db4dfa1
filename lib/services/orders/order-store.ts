/** Loads an order under its account's lock and writes its new state: the order of locks is account, then order, everywhere. */
import type { Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
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
  if (releaseHold && order.holdId !== null) {
    await tx.hold.updateMany({ where: { id: order.holdId, releasedAt: null }, data: { amount: "0", releasedAt: at } });
  }
  await tx.order.update({
    where: { id: order.id },
    data: {
      status: order.status,
      dispatch: order.dispatch,
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
