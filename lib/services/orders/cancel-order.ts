/** Asks for a cancel. An order that never left is canceled at once; one at the venue when the venue says so, and a fill may still win. */

import type { Transaction } from "#lib/db/transact.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { asSystem } from "../as-system.ts";
import { requireDesk, requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { closeInTransaction, closeOrder } from "./close-order.ts";
import { lockOrder, moveOrder } from "./order-store.ts";

/** Idempotent by nature: canceling a canceled order answers with that order. A filled, expired or refused one is a conflict. */
export async function cancelOrder({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<OrderRecord> {
  requirePermission(ctx, "orders:cancel");
  const owner = await ctx.database.order.findUnique({ where: { id: input.orderId }, select: { accountId: true } });
  if (owner === null) throw notFound("order");
  await requireMember(ctx.database, ctx, owner.accountId, "trader").catch((error) => {
    throw error instanceof ServiceError && error.code === "not_found" ? notFound("order") : error;
  });
  return carryOutCancel(ctx, input.orderId);
}

/** For verbs that have checked the caller's right to this order themselves. */
export async function carryOutCancel(ctx: Context, orderId: OrderId): Promise<OrderRecord> {
  const asked = await ctx.transact((tx) => requestCancel(tx, ctx, orderId));
  if (asked.status !== "pending_cancel") return asked;
  return settleCancel({ ctx: asSystem(ctx), input: { orderId } });
}

async function requestCancel(tx: Transaction, ctx: Context, orderId: OrderId): Promise<OrderRecord> {
  const before = await lockOrder(tx, orderId);
  if (before.status === "canceled" || before.status === "pending_cancel") return before;
  if (!isOpen(before.status)) {
    throw new ServiceError("conflict", `The order is ${before.status}; it cannot be canceled any more.`, {
      extra: { orderId, status: before.status },
    });
  }
  if (before.dispatch === "queued") {
    return closeInTransaction(tx, ctx, { orderId, event: { type: "cancel", reason: "requested" } });
  }
  const moved = transition(before, { type: "request_cancel" });
  if (!moved.ok) return before;
  const at = await readVenueTime(tx);
  const after: OrderRecord = { ...before, ...moved.value.order, version: before.version + 1 };
  return moveOrder(tx, ctx, {
    after,
    at,
    event: "cancel_requested",
    audit: { action: "order.request_cancel", before: { status: before.status }, after: { status: after.status } },
  });
}

/** Carries a requested cancel to the venue and records its word. Also what the worker does for cancels that a crash left behind. */
export async function settleCancel({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<OrderRecord> {
  requireDesk(ctx, "orders:cancel");
  const word = await ctx.broker.cancel(input.orderId);
  // `closed` means that fills or an expiry came first; they are on their way as reports of their own.
  if (word === "canceled") {
    return closeOrder({ ctx, input: { orderId: input.orderId, event: { type: "cancel", reason: "requested" } } });
  }
  return ctx.transact((tx) => lockOrder(tx, input.orderId));
}
