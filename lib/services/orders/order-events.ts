/** One step of an order's story, as the named statements take it. */
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Context } from "../context.ts";

type Subject = Pick<OrderRecord, "id" | "accountId" | "status" | "submittedAt">;

/** `at` is the step's venue time; without it the order's own. */
export function orderEventRow(ctx: Context, order: Subject, type: string, detail: unknown = {}, at?: Date) {
  return {
    id: ctx.newId(),
    orderId: order.id,
    accountId: order.accountId,
    type,
    status: order.status,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    detail,
    effectiveAt: (at ?? order.submittedAt).toISOString(),
  };
}
