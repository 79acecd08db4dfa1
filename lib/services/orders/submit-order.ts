/** Places an order: one transaction that claims the key, locks, checks risk, holds funds, records and audits, then hands over to dispatch. */
import { randomUUID } from "node:crypto";
import { constraintOf, isUniqueViolation } from "#lib/db/database-fault.ts";
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import { openSubmitOrder, type PreTradeRow, writeSubmitOrder } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { RejectReason } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot, rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { checkPreTrade, type PreTradeResult } from "#lib/domain/risk/check-pre-trade.ts";
import { toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import {
  type AccountId,
  asId,
  type HoldId,
  type InstrumentId,
  type OrderId,
  type UserId,
} from "#lib/domain/shared/ids.ts";
import { addDays, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { auditRow } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { heedClaim, orBusy } from "../idempotency.ts";
import { dispatchOrder } from "./dispatch-order.ts";
import { orderEventRow } from "./order-events.ts";
import { canTrade, preTradeInput } from "./pre-trade.ts";

export interface SubmitOrderInput extends Ticket {
  readonly accountId: AccountId;
  /** The caller's own name for the order, unique per account for ever; made here when absent. */
  readonly clientOrderId?: string | undefined;
}

export interface SubmitOrderResult {
  readonly order: OrderRecord;
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
    ctx.runSoon(() => dispatchOrder({ ctx, input: { orderId: result.order.id, placed: result.order } }));
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
  if (check === null) {
    throw new ServiceError("invalid", `There is no instrument ${input.symbol}.`, {
      errors: [{ pointer: "/symbol", detail: "is not an instrument of this desk; see GET /api/v1/instruments" }],
    });
  }
  const verdict = checkPreTrade(check);
  const result = decide(ctx, input, check.instrument.id, opened, verdict);
  await write(tx, ctx, userId, opened.account.currencyId, result, verdict);
  // Sent at once, the order's own row is its place in the queue: what a crash leaves `queued` is swept up and sent from there.
  if (result.refusal === null && !input.eager) {
    await ctx.enqueue(tx, { queue: DISPATCH_QUEUE, data: { orderId: result.order.id }, key: result.order.id });
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(input.accountId));
  return result;
}

function decide(
  ctx: Context,
  input: Named,
  instrumentId: InstrumentId,
  row: PreTradeRow,
  { refusal, hold }: PreTradeResult,
): SubmitOrderResult {
  const submittedAt = new Date(row.venueAt);
  const accepted = refusal === null && hold !== null;
  const order: OrderRecord = {
    id: asId<OrderId>(ctx.newId()),
    accountId: input.accountId,
    clientOrderId: input.clientOrderId,
    instrumentId,
    symbol: input.symbol,
    side: input.side,
    type: input.type,
    timeInForce: input.timeInForce,
    quantity: input.quantity,
    notional: input.notional,
    limitPrice: input.limitPrice,
    status: accepted ? "pending_new" : "rejected",
    dispatch: accepted ? "queued" : "none",
    filledQuantity: ZERO,
    filledValue: ZERO,
    holdId: accepted ? asId<HoldId>(ctx.newId()) : null,
    rejectReason: refusal?.code ?? null,
    rejectDetail: refusal === null ? null : rejectDetailOf(refusal),
    cancelReason: null,
    submittedAt,
    closedAt: accepted ? null : submittedAt,
    expiresAt: input.timeInForce === "day" ? endOfVenueDay(submittedAt) : null,
    source: ctx.source,
    version: 1,
  };
  return { order, refusal };
}

/** A day order ends with the venue's trading day. */
function endOfVenueDay(at: Date): Date {
  return startOfDay(addDays(toLocalDate(at, VENUE_ZONE), 1), VENUE_ZONE);
}

async function write(
  tx: Transaction,
  ctx: Context,
  userId: UserId,
  currencyId: string,
  result: SubmitOrderResult,
  { hold, verdicts }: PreTradeResult,
): Promise<void> {
  const { order, refusal } = result;
  const snapshot = orderSnapshot(order);
  const claim = ctx.idempotency;
  const event = (type: string, detail: unknown = {}) => orderEventRow(ctx, order, type, detail);
  await writeSubmitOrder(tx, {
    order: {
      ...snapshot,
      assetId: order.instrumentId,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      onBehalfOf: userId,
      flagVersions: ctx.flags.versions(),
      requestId: ctx.requestId,
    },
    hold:
      order.holdId === null || hold === null
        ? null
        : {
            id: order.holdId,
            assetId: hold.assetKind === "cash" ? currencyId : order.instrumentId,
            amount: toPlain(hold.amount),
          },
    events: [
      event("received"),
      event("checked", { verdicts: verdicts.map(plainVerdict) }),
      event(refusal === null ? "accepted" : "rejected", refusal === null ? {} : rejectDetailOf(refusal)),
    ],
    audit: [
      auditRow(ctx, {
        action: refusal === null ? "order.submit" : "order.refuse",
        entityType: "order",
        entityId: order.id,
        accountId: order.accountId,
        before: null,
        after: snapshot,
        reason: refusal?.code ?? null,
        effectiveAt: order.submittedAt,
      }),
    ],
    breach:
      refusal !== null && BREACHES.has(refusal.code)
        ? { id: ctx.newId(), rule: refusal.code, ...rejectDetailOf(refusal) }
        : null,
    stream: snapshot,
    answer: claim === null ? null : { userId, key: claim.key, ...claim.render(result) },
  });
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
