/** Places an order: one transaction that claims the key, locks, checks risk, holds funds, records and audits, then hands over to dispatch. */
import { randomUUID } from "node:crypto";
import { constraintOf, isUniqueViolation } from "#lib/db/database-fault.ts";
import { openShortFloor } from "#lib/db/execution.sql.ts";
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import { openSubmitOrder, writeSubmitOrder } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { RejectReason } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot, rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { checkPreTrade, type PreTradeResult } from "#lib/domain/risk/check-pre-trade.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, UserId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { heedClaim, orBusy } from "../idempotency.ts";
import { dispatchOrder } from "./dispatch-order.ts";
import { type NewOrder, type NewOrders, newOrders } from "./new-orders.ts";
import { orderEventRow } from "./order-events.ts";
import { canTrade, preTradeInput } from "./pre-trade.ts";

export interface SubmitOrderInput extends Ticket {
  readonly accountId: AccountId;
  /** The caller's own name for the order, unique per account for ever; made here when absent. */
  readonly clientOrderId?: string | undefined;
}

export interface SubmitOrderResult {
  readonly order: OrderRecord;
  /** Its exits, when it came with any. */
  readonly legs: readonly OrderRecord[];
  /** A refused order is committed all the same: the refusal is part of the record. */
  readonly refusal: Refusal | null;
}

export async function submitOrder({ ctx, input }: Verb<SubmitOrderInput>): Promise<SubmitOrderResult> {
  requirePermission(ctx, "orders:submit");
  const { userId } = ctx;
  if (userId === null) throw new ServiceError("forbidden", "Orders are placed by people and their keys.");
  const clientOrderId = input.clientOrderId ?? randomUUID();
  const eager = await ctx.flags.isOn("orders.eager_dispatch", input.accountId);
  const result = await orBusy(() =>
    namingDuplicates(ctx, input.accountId, clientOrderId, () =>
      ctx.transact((tx) => submitInTransaction(tx, ctx, userId, { ...input, clientOrderId, eager })),
    ),
  );
  if (result.refusal === null && eager) {
    for (const placed of [result.order, ...result.legs]) {
      if (placed.dispatch === "queued")
        ctx.runSoon(() => dispatchOrder({ ctx, input: { orderId: placed.id, placed } }));
    }
  }
  return result;
}

type Named = SubmitOrderInput & { readonly clientOrderId: string; readonly eager: boolean };

async function submitInTransaction(
  tx: Transaction,
  ctx: Context,
  userId: UserId,
  input: Named,
): Promise<SubmitOrderResult> {
  const claim = ctx.idempotency;
  const opened = await openSubmitOrder(tx, {
    userId,
    accountId: input.accountId,
    symbol: input.symbol,
    side: input.side,
    clientOrderId: input.clientOrderId,
    ...(claim === null ? {} : { key: claim.key, route: claim.route, fingerprint: claim.fingerprint }),
  });
  heedClaim(opened);
  if (opened.claim !== "new" && opened.claim !== "none")
    throw new ServiceError("busy", "The key is being cleared. Try again.");
  if (opened.account === null) throw notFound("account");
  if (!canTrade(opened.account)) throw new ServiceError("forbidden", "On this account you may look, not trade.");
  if (opened.account.status !== "active") throw new ServiceError("conflict", "The account is closed.");
  if (opened.duplicateOrderId !== null) throw duplicate(input.clientOrderId, opened.duplicateOrderId);

  const notionalEnabled = await ctx.flags.isOn("trading.notional_orders", input.accountId);
  const check = preTradeInput(input, opened, notionalEnabled);
  if (check === null) throw unknownInstrument(input.symbol);
  const verdict = checkPreTrade(check);
  const { accountId, clientOrderId } = input;
  const made = newOrders(ctx, {
    ...{ accountId, clientOrderId, ticket: input, instrument: check.instrument, currencyId: opened.account.currencyId },
    ...{ row: opened, refusal: verdict.refusal, hold: verdict.hold },
  });
  const result = await recordNewOrders(tx, ctx, userId, made, verdict);
  if (made.holds.length > 0 && verdict.hold?.margin.gt(0)) {
    await openShortFloor(tx, accountId, check.instrument.id);
  }
  // Sent at once, the order's own row is its place in the queue: what a crash leaves `queued` is swept up and sent from there.
  if (result.refusal === null && !input.eager) {
    for (const { id, dispatch } of [result.order, ...result.legs]) {
      if (dispatch === "queued") await ctx.enqueue(tx, { queue: DISPATCH_QUEUE, data: { orderId: id }, key: id });
    }
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(input.accountId));
  return result;
}

export function unknownInstrument(symbol: string): ServiceError {
  return new ServiceError("invalid", `There is no instrument ${symbol}.`, {
    errors: [{ pointer: "/symbol", detail: "is not an instrument of this desk; see GET /api/v1/instruments" }],
  });
}

/** Writes what was decided, accepted or refused: orders, holds, events, audit, breach and the stored answer. */
export async function recordNewOrders(
  tx: Transaction,
  ctx: Context,
  userId: UserId,
  { orders, holds }: NewOrders,
  { refusal, verdicts }: Pick<PreTradeResult, "refusal" | "verdicts">,
): Promise<SubmitOrderResult> {
  const [first, ...exits] = orders;
  const result: SubmitOrderResult = { order: first.order, legs: exits.map(({ order }) => order), refusal };
  const claim = ctx.idempotency;
  const event = (order: OrderRecord, type: string, detail: unknown = {}) => orderEventRow(ctx, order, type, detail);
  const { order } = first;
  await writeSubmitOrder(tx, {
    orders: orders.map((each) => columnsOf(ctx, userId, each)),
    holds,
    events: [
      event(order, "received"),
      event(order, "checked", { verdicts: verdicts.map(plainVerdict) }),
      event(order, refusal === null ? "accepted" : "rejected", refusal === null ? {} : rejectDetailOf(refusal)),
      ...result.legs.map((leg) => event(leg, leg.status === "held" ? "held" : "accepted", { parentId: order.id })),
    ],
    audit: orders.map((each) =>
      auditRow(ctx, {
        action: refusal === null ? "order.submit" : "order.refuse",
        entityType: "order",
        entityId: each.order.id,
        accountId: order.accountId,
        before: null,
        after: orderSnapshot(each.order),
        reason: refusal?.code ?? null,
        effectiveAt: order.submittedAt,
      }),
    ),
    breach:
      refusal !== null && BREACHES.has(refusal.code)
        ? { id: ctx.newId(), rule: refusal.code, ...rejectDetailOf(refusal) }
        : null,
    streams: orders.map((each) => ({
      accountId: order.accountId,
      orderId: each.order.id,
      stream: orderSnapshot(each.order),
    })),
    answer: claim === null ? null : { userId, key: claim.key, ...claim.render(result) },
  });
  return result;
}

function columnsOf(ctx: Context, userId: UserId, { order, groupId, auctionAt, replacedFilled = null }: NewOrder) {
  return {
    ...orderSnapshot(order),
    assetId: order.instrumentId,
    groupId,
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

function plainVerdict({ rule, ok, limit, observed, headroom }: PreTradeResult["verdicts"][number]) {
  const plain = (value: typeof limit) => (value === null ? null : toPlain(value));
  return { rule, ok, limit: plain(limit), observed: plain(observed), headroom: plain(headroom) };
}

function duplicate(clientOrderId: string, orderId: string): ServiceError {
  return new ServiceError(
    "duplicate_client_order_id",
    `The account already has an order with clientOrderId ${clientOrderId}.`,
    {
      extra: { orderId },
    },
  );
}

/** Two requests may bring the same clientOrderId under different keys at once; the constraint decides, and the loser is told which order won. */
async function namingDuplicates<T>(
  ctx: Context,
  accountId: string,
  clientOrderId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error) || !constraintOf(error)?.includes("client_order_id")) throw error;
    const winner = await ctx.database.order.findFirst({ where: { accountId, clientOrderId }, select: { id: true } });
    throw duplicate(clientOrderId, winner?.id ?? "");
  }
}
