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
import { moveGroup } from "./group-moves.ts";
import { lockOrder, moveOrder } from "./order-store.ts";
import { goBack } from "./stand-alone.ts";

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

/** For verbs that have checked the caller's right to this order themselves. Canceling one member of a group cancels the group. */
export async function carryOutCancel(ctx: Context, orderId: OrderId): Promise<OrderRecord> {
  const { asked, others } = await ctx.transact((tx) => requestCancel(tx, ctx, orderId));
  const system = asSystem(ctx);
  const settled =
    asked.status === "pending_cancel" ? await settleCancel({ ctx: system, input: { orderId: asked.id } }) : asked;
  for (const other of others) await settleCancel({ ctx: system, input: { orderId: other } });
  return settled;
}

interface Requested {
  readonly asked: OrderRecord;
  /** Members of its group that the venue must cancel as well. */
  readonly others: readonly OrderId[];
}

async function requestCancel(tx: Transaction, ctx: Context, orderId: OrderId): Promise<Requested> {
  const before = await lockOrder(tx, orderId);
  if (before.status === "canceled" || before.status === "pending_cancel") return { asked: before, others: [] };
  if (!isOpen(before.status)) {
    throw new ServiceError("conflict", `The order is ${before.status}; it cannot be canceled any more.`, {
      extra: { orderId, status: before.status },
    });
  }
  const at = await readVenueTime(tx);
  const asked = await askOne(tx, ctx, before, at);
  const others = await cancelGroup(tx, ctx, { before, after: asked, at });
  return { asked, others };
}

async function askOne(tx: Transaction, ctx: Context, before: OrderRecord, at: Date): Promise<OrderRecord> {
  const orderId = before.id;
  if (before.dispatch === "queued" || before.status === "held") {
    return closeInTransaction(tx, ctx, { orderId, event: { type: "cancel", reason: "requested" }, asked: true });
  }
  if (before.status === "pending_replace") return askReplaced(tx, ctx, before, at);
  const moved = transition(before, { type: "request_cancel" });
  if (!moved.ok) return before;
  const after: OrderRecord = { ...before, ...moved.value.order, version: before.version + 1 };
  return moveOrder(tx, ctx, {
    after,
    at,
    event: "cancel_requested",
    audit: { action: "order.request_cancel", before: { status: before.status }, after: { status: after.status } },
  });
}

/** An order that is being replaced is canceled with the one that takes its place: whichever of the two the venue has in the end. */
async function askReplaced(tx: Transaction, ctx: Context, old: OrderRecord, at: Date): Promise<OrderRecord> {
  const row = await tx.order.findFirst({ where: { replacesId: old.id, closedAt: null }, select: { id: true } });
  if (row === null) return askOne(tx, ctx, await goBack(tx, ctx, old, at), at);
  // Locked, because it may be on its way to the venue at this moment.
  const next = await askOne(tx, ctx, await lockOrder(tx, row.id), at);
  // It had not left: the old one stands alone again, and is what there is to cancel.
  if (!isOpen(next.status)) return askOne(tx, ctx, await goBack(tx, ctx, await lockOrder(tx, old.id), at), at);
  return next;
}

/** The others are asked for in the same transaction, so that no crash leaves half of a group working. */
async function cancelGroup(
  tx: Transaction,
  ctx: Context,
  { before, after, at }: { readonly before: OrderRecord; readonly after: OrderRecord; readonly at: Date },
): Promise<readonly OrderId[]> {
  // Whether the venue has answered or not, the member counts as canceled for the others: the request ends the group.
  const ended: OrderRecord = { ...after, status: "canceled" };
  const moved = await moveGroup(tx, ctx, { before, after: ended, asked: true, at });
  return moved.toCancel;
}

/** Carries a requested cancel to the venue and records its word. Also what the worker does for cancels that a crash left behind. */
export async function settleCancel({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<OrderRecord> {
  requireDesk(ctx, "orders:cancel");
  const word = await ctx.broker.cancel(input.orderId);
  // `closed` means that fills or an expiry came first; they are on their way as reports of their own.
  if (word === "canceled") {
    const event = { type: "cancel", reason: "requested" } as const;
    return closeOrder({ ctx, input: { orderId: input.orderId, event, asked: true } });
  }
  return ctx.transact((tx) => lockOrder(tx, input.orderId));
}
