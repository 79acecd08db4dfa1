/** Carries a replacement to the venue and records its word: the old order is replaced, or goes on and the new one is refused. */

import type { Transaction } from "#lib/db/transact.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { settleReplacement } from "#lib/domain/orders/replace.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { BrokerOrder, ReplaceAnswer } from "#lib/ports/broker.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { moveGroup } from "./group-moves.ts";
import { toOrderRecord } from "./order-row.ts";
import { lockOrder, lowerHolds, moveOrder } from "./order-store.ts";
import { goBack, holdOf } from "./stand-alone.ts";

export interface SendReplacementInput {
  readonly order: BrokerOrder;
  readonly replacesId: string;
  readonly knownFilled: string;
}

/** Safe to repeat: the venue answers the same, and what was recorded is left alone. */
export async function sendReplacement({ ctx, input }: Verb<SendReplacementInput>): Promise<void> {
  requireDesk(ctx, "orders:submit");
  const answer = await ctx.broker.replace(input.replacesId, input.order, input.knownFilled);
  await ctx.transact((tx) => recordAnswer(tx, ctx, input, answer));
}

async function recordAnswer(
  tx: Transaction,
  ctx: Context,
  { order, replacesId, knownFilled }: SendReplacementInput,
  answer: ReplaceAnswer,
): Promise<void> {
  const old = await lockOrder(tx, replacesId);
  const next = toOrderRecord(await tx.order.findUniqueOrThrow({ where: { id: order.id } }));
  if (!isOpen(next.status) || next.dispatch === "acknowledged") return;
  const at = await readVenueTime(tx);
  if (answer.kind === "refused") return refuse(tx, ctx, old, next, at);
  // Fills of the old order that are still on their way here are booked before it is closed, or they would come late.
  if (old.filledQuantity.lt(dec(answer.filledBefore))) return;
  await replace(tx, ctx, { old, next, answer, knownFilled: dec(knownFilled), at });
}

/** The old order was done first: the new one never was, and the old one is what its fills made of it and holds for itself alone. */
async function refuse(tx: Transaction, ctx: Context, old: OrderRecord, next: OrderRecord, at: Date): Promise<void> {
  await rejectLate(tx, ctx, next, at);
  const back = await goBack(tx, ctx, old, at);
  // Asked to cancel what was to take its place, somebody meant the order.
  if (next.status === "pending_cancel") await requestCancel(tx, ctx, back, at);
}

async function rejectLate(tx: Transaction, ctx: Context, next: OrderRecord, at: Date): Promise<void> {
  const rejected = transition(next, { type: "reject", reason: "too_late_to_replace" }, at);
  if (!rejected.ok) return;
  const after: OrderRecord = {
    ...{ ...next, ...rejected.value.order },
    dispatch: "none",
    rejectDetail: { message: "The order it was to replace was done first." },
    version: next.version + 1,
  };
  await moveOrder(tx, ctx, {
    ...{ after, at, event: "rejected", detail: { reason: "too_late_to_replace" }, releaseHold: true },
    audit: {
      ...{ action: "order.reject", before: { status: next.status }, after: { status: after.status } },
      reason: "too_late_to_replace",
    },
  });
}

/** An order that was filled in full while it was being replaced leaves nothing for the other to do, whether that has left or not. */
export async function refuseLateReplacement(tx: Transaction, ctx: Context, oldId: OrderId, at: Date): Promise<void> {
  const next = await tx.order.findFirst({ where: { replacesId: oldId, closedAt: null }, select: { id: true } });
  if (next !== null) await rejectLate(tx, ctx, await lockOrder(tx, next.id), at);
}

/** The venue is asked by the sweep of cancels left behind. */
async function requestCancel(tx: Transaction, ctx: Context, order: OrderRecord, at: Date): Promise<void> {
  const moved = transition(order, { type: "request_cancel" }, at);
  if (!moved.ok) return;
  const after: OrderRecord = { ...order, ...moved.value.order, version: order.version + 1 };
  await moveOrder(tx, ctx, {
    ...{ after, at, event: "cancel_requested" },
    audit: { action: "order.request_cancel", before: { status: order.status }, after: { status: after.status } },
  });
}

/** For an order whose replacement ended without reaching the venue: canceled, expired, halted or never arrived. */
export async function endReplacement({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<void> {
  requireDesk(ctx, "orders:submit");
  await ctx.transact(async (tx) => {
    const old = await lockOrder(tx, input.orderId);
    const open = { replacesId: old.id, closedAt: null };
    if (old.status !== "pending_replace" || (await tx.order.count({ where: open })) > 0) return;
    const at = await readVenueTime(tx);
    const back = await goBack(tx, ctx, old, at);
    const last = await tx.order.findFirst({
      where: { replacesId: old.id },
      orderBy: { id: "desc" },
      select: { cancelRequestedAt: true },
    });
    if (last?.cancelRequestedAt) await requestCancel(tx, ctx, back, at);
  });
}

interface Replaced {
  readonly old: OrderRecord;
  readonly next: OrderRecord;
  readonly answer: Extract<ReplaceAnswer, { kind: "replaced" }>;
  readonly knownFilled: Decimal;
  readonly at: Date;
}

async function replace(tx: Transaction, ctx: Context, { old, next, answer, knownFilled, at }: Replaced): Promise<void> {
  await endReplaced(tx, ctx, old, next, at);
  const settled = settleReplacement(next.quantity, knownFilled, dec(answer.filledBefore));
  const shrunk = settled.kind === "works" && settled.reduceBy !== null ? reduced(next, settled.reduceBy, at) : next;
  const acknowledged = transition(shrunk, { type: "acknowledge" }, at);
  const after: OrderRecord = {
    ...{ ...shrunk, ...(acknowledged.ok ? acknowledged.value.order : {}) },
    dispatch: "acknowledged",
    version: next.version + 1,
  };
  const quantity = after.quantity === null ? null : toPlain(after.quantity);
  await moveOrder(tx, ctx, {
    ...{ after, at, event: "acknowledged", detail: { venueOrderId: answer.venueOrderId, replaces: old.id, quantity } },
    releaseHold: after.closedAt !== null,
    audit: {
      action: "order.acknowledge",
      before: { dispatch: next.dispatch, status: next.status, quantity: next.quantity },
      after: { dispatch: after.dispatch, status: after.status, quantity: after.quantity, replaces: old.id },
    },
  });
  if (after.closedAt === null) return lowerHolds(tx, after, await holdOf(tx, after));
  // It had filled all that the venue had made it, before anybody here knew how much that was.
  await moveGroup(tx, ctx, { before: next, after, asked: false, at });
}

async function endReplaced(
  tx: Transaction,
  ctx: Context,
  old: OrderRecord,
  next: OrderRecord,
  at: Date,
): Promise<void> {
  const ended = transition(old, { type: "replaced", byId: next.id }, at);
  if (!ended.ok) return;
  const after: OrderRecord = { ...old, ...ended.value.order, version: old.version + 1 };
  await moveOrder(tx, ctx, {
    ...{ after, at, event: "replaced", detail: { by: next.id }, releaseHold: true },
    audit: { action: "order.replaced", before: { status: old.status }, after: { status: after.status, by: next.id } },
  });
  // Exits are shown under the order that stands.
  await tx.order.updateMany({ where: { parentId: old.id }, data: { parentId: next.id } });
}

/** A fill of the new order says that it has taken the old one's place, also when the answer that said so was lost; the answer is asked for again. */
export async function replaceByFill(tx: Transaction, ctx: Context, next: OrderRecord, at: Date): Promise<void> {
  if (next.replacesId === null) return;
  const row = await tx.order.findUnique({ where: { id: next.replacesId } });
  if (row?.status !== "pending_replace") return;
  await endReplaced(tx, ctx, toOrderRecord(row), next, at);
  tx.afterCommit(() => ctx.runSoon(() => resendReplacement({ ctx, input: { orderId: next.id } })));
}

function reduced(order: OrderRecord, by: Decimal, at: Date): OrderRecord {
  const moved = transition(order, { type: "reduce", by }, at);
  return moved.ok ? { ...order, ...moved.value.order } : order;
}

/** Asks the venue again about the order that is to replace this one: a fill that raced the replacement has just been booked. */
export function settleWaitingReplacement(tx: Transaction, ctx: Context, oldId: OrderId): void {
  tx.afterCommit(() =>
    ctx.runSoon(async () => {
      const next = await ctx.database.order.findFirst({
        // One that has not left is sent in its own turn.
        where: {
          replacesId: oldId,
          status: { in: ["pending_new", "pending_cancel"] },
          dispatch: { in: ["sending", "unknown"] },
        },
        select: { id: true, replacedFilled: true },
      });
      if (next === null || next.replacedFilled === null) return;
      // Nor is one that was lost on its way sent again, least of all under a halt.
      if ((await ctx.broker.find(next.id)) === null) return;
      await resendReplacement({ ctx, input: { orderId: next.id } });
    }),
  );
}

/** For an order whose way to the venue was cut: the venue is asked again, which changes nothing there when it has it. */
export async function resendReplacement({ ctx, input }: Verb<{ readonly orderId: string }>): Promise<void> {
  requireDesk(ctx, "orders:submit");
  const sent = await readSent(ctx, input.orderId);
  if (sent !== null) await sendReplacement({ ctx, input: sent });
}

/**
 * Of an order that the venue is known to have: what the one that it replaced had filled by then. Null when it took nobody's place. Nothing is
 * recorded.
 */
export async function askFilledBefore(ctx: Context, orderId: OrderId): Promise<Decimal | null> {
  const sent = await readSent(ctx, orderId);
  if (sent === null) return null;
  const answer = await ctx.broker.replace(sent.replacesId, sent.order, sent.knownFilled);
  return answer.kind === "replaced" ? dec(answer.filledBefore) : null;
}

async function readSent(ctx: Context, orderId: string): Promise<SendReplacementInput | null> {
  const row = await ctx.database.order.findUniqueOrThrow({ where: { id: orderId } });
  if (row.replacesId === null || row.replacedFilled === null) return null;
  const order = toBrokerOrder(toOrderRecord(row), row.auctionAt);
  return { order, replacesId: row.replacesId, knownFilled: row.replacedFilled.toFixed() };
}

function toBrokerOrder(order: OrderRecord, auctionAt: Date | null): BrokerOrder {
  const plain = (value: Decimal | null) => (value === null ? null : toPlain(value));
  return {
    id: order.id,
    accountId: order.accountId,
    assetId: order.instrumentId,
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
    extendedHours: order.extendedHours,
    groupId: order.legRole === "take_profit" || order.legRole === "stop_loss" ? order.groupId : null,
    groupFilled: null,
    auctionAt: auctionAt?.toISOString() ?? null,
    expiresAt: order.expiresAt?.toISOString() ?? null,
  };
}
