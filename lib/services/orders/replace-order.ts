/** Replaces an order by a new one that names it: judged like a new order, sent to the venue as one step, and no fill is lost on the way. */
import { randomUUID } from "node:crypto";
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import { type HoldRow, openSubmitOrders, type PreTradeRow } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import { checkTicket } from "#lib/domain/orders/check-ticket.ts";
import type { HoldParts } from "#lib/domain/orders/hold.ts";
import { type OrderRecord, rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { Refusal } from "#lib/domain/orders/refusal.ts";
import { checkReplacedLeg, planReplace, type Replacement, type ReplacePlan } from "#lib/domain/orders/replace.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { checkHalt, checkPreTrade, type PreTradeResult } from "#lib/domain/risk/check-pre-trade.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { asId, type HoldId, type OrderId, type UserId } from "#lib/domain/shared/ids.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { heedClaim, orBusy } from "../idempotency.ts";
import { dispatchOrder } from "./dispatch-order.ts";
import { timesOf } from "./new-orders.ts";
import { toOrderRecord } from "./order-row.ts";
import { lockOrder, moveOrder, raiseHold } from "./order-store.ts";
import { calendarOf, preTradeInput } from "./pre-trade.ts";
import { recordNewOrders, type SubmitOrderResult } from "./record-new-orders.ts";
import { LOCK_WAIT_MS, unknownInstrument } from "./submit-together.ts";
import { ticketOf } from "./ticket-of.ts";

export interface ReplaceOrderInput extends Replacement {
  readonly orderId: OrderId;
  readonly clientOrderId?: string | undefined;
}

/** The new order. A refused one is recorded, names the order it was to replace, and leaves that as it is. */
export async function replaceOrder({ ctx, input }: Verb<ReplaceOrderInput>): Promise<SubmitOrderResult> {
  requirePermission(ctx, "orders:submit");
  const { userId } = ctx;
  if (userId === null) throw new ServiceError("forbidden", "Orders are replaced by people and their keys.");
  const found = await ctx.database.order.findUnique({
    where: { id: input.orderId },
    select: { accountId: true, symbol: true, side: true },
  });
  if (found === null) throw notFound("order");
  await requireMember(ctx.database, ctx, found.accountId, "trader").catch((error) => {
    throw error instanceof ServiceError && error.code === "not_found" ? notFound("order") : error;
  });
  const eager = await ctx.flags.isOn("orders.eager_dispatch", found.accountId);
  const subject = { ...found, side: found.side === "sell" ? "sell" : "buy" } as const;
  const result = await orBusy(() =>
    ctx.transact((tx) => replaceInTransaction(tx, ctx, userId, { ...input, ...subject, eager })),
  );
  const { order } = result;
  if (eager && order.dispatch === "queued") {
    ctx.runSoon(() => dispatchOrder({ ctx, input: { orderId: order.id } }));
  }
  return result;
}

type Asked = ReplaceOrderInput & {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly eager: boolean;
};

async function replaceInTransaction(
  tx: Transaction,
  ctx: Context,
  userId: UserId,
  asked: Asked,
): Promise<SubmitOrderResult> {
  const { accountId, symbol, side } = asked;
  const clientOrderId = asked.clientOrderId ?? randomUUID();
  const claim = ctx.idempotency;
  const about = {
    ...{ userId, accountId, symbol, side, clientOrderId },
    ...(claim === null ? {} : { key: claim.key, route: claim.route, fingerprint: claim.fingerprint }),
  };
  const [opened] = await openSubmitOrders(tx, [about], LOCK_WAIT_MS);
  if (opened === undefined) throw notFound("order");
  heedClaim(opened);
  if (!("account" in opened) || opened.account === null) throw notFound("order");
  if (opened.duplicateOrderId !== null) {
    throw new ServiceError(
      "duplicate_client_order_id",
      `The account already has an order with clientOrderId ${clientOrderId}.`,
      {
        extra: { orderId: opened.duplicateOrderId },
      },
    );
  }
  const old = await lockOrder(tx, asked.orderId);
  const judged = await judge(tx, ctx, old, asked, opened);
  const next = nextOrder(ctx, { old, asked, clientOrderId, row: opened, judged });
  const holds =
    judged.refusal === null ? await holdBoth(tx, ctx, old, next, judged, opened.account.currencyId) : NO_HOLDS;
  const order: OrderRecord = { ...next, holdId: holds.holdId, marginHoldId: holds.marginHoldId };
  const { auctionAt } = timesOf(order, judged.instrument, order.submittedAt, calendarOf(opened));
  const atVenue = judged.plan?.atVenue === true;
  const result = await recordNewOrders(
    tx,
    ctx,
    userId,
    {
      orders: [
        {
          order,
          auctionAt,
          replacedFilled: atVenue ? old.filledQuantity : null,
        },
      ],
      holds: holds.rows,
    },
    judged,
  );
  if (judged.refusal !== null) return result;
  await moveOld(tx, ctx, old, order, atVenue);
  if (!asked.eager && atVenue) {
    await ctx.enqueue(tx, { queue: DISPATCH_QUEUE, data: { orderId: order.id }, key: order.id });
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(order.accountId));
  return result;
}

interface Judgement extends Pick<PreTradeResult, "verdicts" | "refusal"> {
  readonly plan: ReplacePlan | null;
  readonly hold: HoldParts | null;
  readonly instrument: Instrument;
}

async function judge(
  tx: Transaction,
  ctx: Context,
  old: OrderRecord,
  asked: Asked,
  row: PreTradeRow,
): Promise<Judgement> {
  const notionalEnabled = await ctx.flags.isOn("trading.notional_orders", old.accountId);
  const planned = planReplace(old, asked, await filledByPredecessors(tx, old));
  const terms = planned.ok ? planned.value.terms : {};
  const ticket = { ...ticketOf(old), ...terms };
  const check = preTradeInput(ticket, await withoutOrder(tx, row, old), notionalEnabled);
  if (check === null) throw unknownInstrument(old.symbol);
  const { instrument } = check;
  const none = { verdicts: [], hold: null, instrument };
  if (!planned.ok) return { ...none, plan: null, refusal: planned.error };
  const plan = planned.value;
  const leg = await checkLeg(tx, old, plan);
  if (leg !== null) return { ...none, plan, refusal: leg };
  // A held exit is no order at the venue yet: it has its shape, and nothing is set aside for it.
  if (!plan.atVenue) {
    return { ...none, plan, refusal: checkHalt(check) ?? checkTicket(ticket, instrument, { notionalEnabled }) };
  }
  // Members of a group do not trade against each other; the group is judged as one.
  const resting = old.orderClass === "simple" ? check.resting : [];
  const { verdicts, refusal, hold } = checkPreTrade({ ...check, resting });
  return { plan, instrument, verdicts, refusal, hold };
}

async function checkLeg(tx: Transaction, old: OrderRecord, { terms }: ReplacePlan): Promise<Refusal | null> {
  const { id, groupId } = old;
  if (groupId === null) return null;
  const others = await tx.order.findMany({
    where: { groupId, id: { not: id }, closedAt: null, legRole: { in: ["take_profit", "stop_loss"] } },
  });
  return checkReplacedLeg({ ...old, ...terms }, others.map(toOrderRecord));
}

/** What the orders before this one in its chain have filled. */
async function filledByPredecessors(tx: Transaction, { id }: OrderRecord): Promise<Decimal> {
  const rows = await tx.$queryRaw<{ filled: string }[]>`
    with recursive chain as (
      select replaces_id from orders where id = ${id}::uuid
      union all select o.replaces_id from orders o join chain c on o.id = c.replaces_id
    )
    select coalesce(sum(o.filled_quantity), 0)::text as filled from orders o join chain c on o.id = c.replaces_id`;
  return dec(rows[0]?.filled ?? "0");
}

/** The account as if the order were not there: what it holds, and what it counts for, is the new order's to use. */
async function withoutOrder(tx: Transaction, row: PreTradeRow, old: OrderRecord): Promise<PreTradeRow> {
  const ids = [old.holdId, old.marginHoldId].filter((id) => id !== null);
  const holds = await tx.hold.findMany({ where: { id: { in: ids }, releasedAt: null } });
  const heldOf = (assetId: string | undefined) =>
    holds
      .filter((hold) => hold.assetId === assetId)
      .reduce((total, hold) => total.plus(dec(hold.amount.toFixed())), ZERO);
  const less = (text: string, amount: Decimal) => toPlain(dec(text).minus(amount));
  const leaves = old.quantity === null ? ZERO : old.quantity.minus(old.filledQuantity);
  const buys = old.side === "buy";
  const cashHeld = holds.filter(({ assetId }) => assetId !== old.instrumentId);
  const cash = cashHeld.reduce((total, hold) => total.plus(dec(hold.amount.toFixed())), ZERO);
  return {
    ...row,
    cash: row.cash && { ...row.cash, held: less(row.cash.held, cash) },
    units: row.units && { ...row.units, held: less(row.units.held, heldOf(old.instrumentId)) },
    resting: row.resting.filter(({ id }) => id !== old.id),
    open: {
      ...row.open,
      count: row.open.count - (old.status === "held" ? 0 : 1),
      buyQuantity: buys ? less(row.open.buyQuantity, leaves) : row.open.buyQuantity,
      sellQuantity: buys ? row.open.sellQuantity : less(row.open.sellQuantity, leaves),
    },
  };
}

interface Next {
  readonly old: OrderRecord;
  readonly asked: Asked;
  readonly clientOrderId: string;
  readonly row: PreTradeRow;
  readonly judged: Judgement;
}

function nextOrder(
  ctx: Context,
  { old, asked, clientOrderId, row, judged: { plan, refusal, instrument } }: Next,
): OrderRecord {
  const submittedAt = new Date(row.venueAt);
  const accepted = refusal === null;
  const asAsked = {
    quantity: asked.quantity ?? old.quantity,
    limitPrice: asked.limitPrice ?? old.limitPrice,
    stopPrice: asked.stopPrice ?? old.stopPrice,
    trailPrice: asked.trailPrice ?? old.trailPrice,
    trailPercent: asked.trailPercent ?? old.trailPercent,
    timeInForce: asked.timeInForce ?? old.timeInForce,
  };
  const terms = plan?.terms ?? asAsked;
  const held = old.status === "held";
  return {
    ...old,
    ...terms,
    id: asId<OrderId>(ctx.newId()),
    clientOrderId,
    replacesId: old.id,
    replacedById: null,
    status: accepted ? (held ? "held" : "pending_new") : "rejected",
    dispatch: accepted && !held ? "queued" : "none",
    filledQuantity: ZERO,
    filledValue: ZERO,
    holdId: null,
    marginHoldId: null,
    rejectReason: refusal?.code ?? null,
    rejectDetail: refusal === null ? null : rejectDetailOf(refusal),
    cancelReason: null,
    submittedAt,
    closedAt: accepted ? null : submittedAt,
    expiresAt: timesOf({ ...old, ...terms }, instrument, submittedAt, calendarOf(row)).expiresAt,
    source: ctx.source,
    version: 1,
  };
}

interface BothHolds {
  readonly rows: readonly HoldRow[];
  readonly holdId: HoldId | null;
  readonly marginHoldId: HoldId | null;
}

const NO_HOLDS: BothHolds = { rows: [], holdId: null, marginHoldId: null };

/** One hold stands for both until the venue has answered: the larger of the two. */
async function holdBoth(
  tx: Transaction,
  ctx: Context,
  old: OrderRecord,
  next: OrderRecord,
  { hold }: Judgement,
  currencyId: string,
): Promise<BothHolds> {
  if (hold === null) return { rows: [], holdId: old.holdId, marginHoldId: old.marginHoldId };
  const rows: HoldRow[] = [];
  const keep = async (id: HoldId | null, assetId: string, amount: Decimal): Promise<HoldId | null> => {
    if (id !== null) {
      await raiseHold(tx, id, toPlain(amount));
      return id;
    }
    if (amount.isZero()) return null;
    const made = asId<HoldId>(ctx.newId());
    rows.push({ id: made, accountId: next.accountId, assetId, amount: toPlain(amount) });
    return made;
  };
  const buys = next.side === "buy";
  const holdId = await keep(old.holdId, buys ? currencyId : next.instrumentId, buys ? hold.cash : hold.units);
  const marginHoldId = await keep(old.marginHoldId, currencyId, hold.margin);
  return { rows, holdId, marginHoldId };
}

async function moveOld(
  tx: Transaction,
  ctx: Context,
  old: OrderRecord,
  next: OrderRecord,
  atVenue: boolean,
): Promise<void> {
  const at = next.submittedAt;
  const event = atVenue ? ({ type: "request_replace" } as const) : ({ type: "replaced", byId: next.id } as const);
  const moved = transition(old, event, at);
  if (!moved.ok) throw new ServiceError("conflict", `The order is ${old.status}; it cannot be replaced.`);
  const after: OrderRecord = { ...old, ...moved.value.order, version: old.version + 1 };
  await moveOrder(tx, ctx, {
    ...{ after, at, event: atVenue ? "replace_requested" : "replaced", detail: { by: next.id } },
    audit: {
      action: atVenue ? "order.request_replace" : "order.replaced",
      before: { status: old.status },
      after: { status: after.status, by: next.id },
    },
  });
}
