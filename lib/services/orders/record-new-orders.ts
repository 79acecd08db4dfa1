/** The rows of new orders, accepted or refused: orders, holds, events, audit, breach, stream and the stored answer. */
import { type SubmitOrderWrite, writeSubmitOrders } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { RejectReason } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot, rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { PreTradeResult } from "#lib/domain/risk/check-pre-trade.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { UserId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import type { Context } from "../context.ts";
import type { NewOrder, NewOrders } from "./new-orders.ts";
import { orderEventRow } from "./order-events.ts";

export interface SubmitOrderResult {
  readonly order: OrderRecord;
  /** Its exits, when it came with any. */
  readonly legs: readonly OrderRecord[];
  /** A refused order is committed all the same: the refusal is part of the record. */
  readonly refusal: Refusal | null;
}

type Verdict = Pick<PreTradeResult, "refusal" | "verdicts">;

export async function recordNewOrders(
  tx: Transaction,
  ctx: Context,
  userId: UserId,
  made: NewOrders,
  verdict: Verdict,
): Promise<SubmitOrderResult> {
  const { result, write } = newOrderRows(ctx, userId, made, verdict);
  await writeSubmitOrders(tx, [write], true);
  return result;
}

export interface NewOrderRows {
  readonly result: SubmitOrderResult;
  readonly write: SubmitOrderWrite;
}

export function newOrderRows(
  ctx: Context,
  userId: UserId,
  { orders, holds }: NewOrders,
  { refusal, verdicts }: Verdict,
): NewOrderRows {
  const [first, ...exits] = orders;
  const { order } = first;
  const result: SubmitOrderResult = { order, legs: exits.map((exit) => exit.order), refusal };
  const claim = ctx.idempotency;
  const event = (of: OrderRecord, type: string, detail: unknown = {}) => orderEventRow(ctx, of, type, detail);
  const snapshots = orders.map((each) => orderSnapshot(each.order));
  const write: SubmitOrderWrite = {
    orders: orders.map((each, index) => ({ ...snapshots[index], ...columnsOf(ctx, userId, each) })),
    holds,
    events: [
      event(order, "received"),
      event(order, "checked", { verdicts: verdicts.map(plainVerdict) }),
      event(order, refusal === null ? "accepted" : "rejected", refusal === null ? {} : rejectDetailOf(refusal)),
      ...result.legs.map((leg) => event(leg, leg.status === "held" ? "held" : "accepted", { parentId: order.id })),
    ],
    audit: orders.map((each, index) =>
      auditRow(ctx, {
        action: refusal === null ? "order.submit" : "order.refuse",
        entityType: "order",
        entityId: each.order.id,
        accountId: order.accountId,
        before: null,
        after: snapshots[index],
        reason: refusal?.code ?? null,
        effectiveAt: order.submittedAt,
      }),
    ),
    breaches: refusal !== null && BREACHES.has(refusal.code) ? [breachOf(ctx, order, refusal)] : [],
    streams: orders.map((each, index) => ({
      ...{ accountId: order.accountId, orderId: each.order.id },
      stream: snapshots[index],
    })),
    answers: claim === null ? [] : [{ userId, key: claim.key, entityId: order.id, ...claim.render(result) }],
  };
  return { result, write };
}

function columnsOf(ctx: Context, userId: UserId, { order, auctionAt, replacedFilled = null }: NewOrder) {
  return {
    assetId: order.instrumentId,
    groupId: order.groupId,
    auctionAt: auctionAt?.toISOString() ?? null,
    replacedFilled: replacedFilled === null ? null : toPlain(replacedFilled),
    holdId: order.holdId,
    marginHoldId: order.marginHoldId,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    onBehalfOf: userId,
    flagVersions: ctx.flags.versions(),
    requestId: ctx.requestId,
  };
}

/** Refusals that mean a limit was reached, not that the ticket was filled in wrongly. */
const BREACHES: ReadonlySet<RejectReason> = new Set([
  "max_order_value",
  "max_position_value",
  "max_open_orders",
  "max_orders_per_minute",
  "max_daily_loss",
]);

function breachOf(ctx: Context, order: OrderRecord, refusal: Refusal) {
  const about = { accountId: order.accountId, orderId: order.id, effectiveAt: order.submittedAt.toISOString() };
  return { id: ctx.newId(), rule: refusal.code, ...about, ...rejectDetailOf(refusal) };
}

function plainVerdict({ rule, ok, limit, observed, headroom }: PreTradeResult["verdicts"][number]) {
  const plain = (value: typeof limit) => (value === null ? null : toPlain(value));
  return { rule, ok, limit: plain(limit), observed: plain(observed), headroom: plain(headroom) };
}
