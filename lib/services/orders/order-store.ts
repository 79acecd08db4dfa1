/** Loads an order under its account's lock and writes its new state: the order of locks is account, then order, everywhere. */
import type { Tx } from "#lib/db/client.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { notFound } from "../errors.ts";
import { toOrderRecord } from "./order-row.ts";

export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRecord> {
  await tx.$queryRaw`select id from account where id = (select account_id from orders where id = ${orderId}::uuid) for no key update`;
  await tx.$queryRaw`select id from orders where id = ${orderId}::uuid for no key update`;
  const row = await tx.order.findUnique({ where: { id: orderId } });
  if (row === null) throw notFound("order");
  return toOrderRecord(row);
}

export interface OrderWrite {
  readonly order: OrderRecord;
  readonly releaseHold: boolean;
  readonly at: Date;
  readonly events: readonly unknown[];
  readonly audit: readonly unknown[];
  readonly stream: unknown;
}

export async function saveOrder(tx: Tx, { order, releaseHold, at, events, audit, stream }: OrderWrite): Promise<void> {
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
