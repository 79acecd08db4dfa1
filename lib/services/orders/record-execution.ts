/** Books one fill: order, hold, journal, lots and position in one transaction, once per venue execution id. A fill is a fact, also on a closed order. */
import { type ExecutionOpened, lowerFloor, openExecution, writeExecution } from "#lib/db/execution.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { FEE_INCOME_ID, VENUE_CLEARING_ID } from "#lib/domain/ledger/house-accounts.ts";
import { fillPostings } from "#lib/domain/ledger/postings.ts";
import { type Dispatch, isOpen, type Order } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { applyFill, type FillBooked, isDust } from "#lib/domain/positions/lots.ts";
import { type Decimal, dec, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AssetId, asId, type ExecutionId, type LotId, type OrderId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { haltForLateFill } from "../halts/halt-for-late-fill.ts";
import { rebuildInstruments } from "../lots/rebuild-instruments.ts";
import { dispatchOrder } from "./dispatch-order.ts";
import { moveGroup } from "./group-moves.ts";
import { toLot } from "./lot-row.ts";
import { type HoldsMoved, holdRows, moveHolds } from "./moved-holds.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";
import { refuseLateReplacement, replaceByFill, settleWaitingReplacement } from "./settle-replacement.ts";

export interface RecordExecutionInput {
  readonly orderId: OrderId;
  /** The venue's own id of the fill: the second report of the same fill changes nothing. */
  readonly venueExecutionId: string;
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** In the account's currency, as the venue charged it. */
  readonly fee: Decimal;
  /** Venue time of the fill. */
  readonly at: Date;
}

export async function recordExecution({ ctx, input }: Verb<RecordExecutionInput>): Promise<"booked" | "duplicate"> {
  requireDesk(ctx, "orders:submit");
  return ctx.transact((tx) => bookInTransaction(tx, ctx, input));
}

async function bookInTransaction(
  tx: Transaction,
  ctx: Context,
  input: RecordExecutionInput,
): Promise<"booked" | "duplicate"> {
  const opened = await openExecution(tx, input.orderId, input.venueExecutionId);
  if (opened === null) throw notFound("order");
  if (opened.duplicate) return "duplicate";
  const before = toOrderRecord(await tx.order.findUniqueOrThrow({ where: { id: input.orderId } }));
  const moved = transition(before, { type: "fill", quantity: input.quantity, price: input.price }, input.at);
  if (!moved.ok) throw new Error("a fill is never refused");
  const order: OrderRecord = {
    ...before,
    ...moved.value.order,
    dispatch: dispatchAfterFill(before, moved.value.order),
    version: before.version + 1,
  };
  const executionId = asId<ExecutionId>(ctx.newId());
  const booked = applyFill({
    lots: opened.lots.map((row) => toLot(row, order.instrumentId)),
    method: opened.lotMethod,
    instrumentId: order.instrumentId,
    side: order.side,
    quantity: input.quantity,
    price: input.price,
    at: input.at,
    factId: executionId,
    newLotId: asId<LotId>(ctx.newId()),
    seq: BigInt(opened.eventSeq) + 1n,
  });
  const holds = moveHolds(ctx, opened, before, order, input);
  let gaveWay = await makeRoom(tx, order, opened, input, holds);
  await write(tx, ctx, { input, opened, before, order, executionId, booked, holds });
  if (needsRebuild(opened, input, order))
    gaveWay =
      (await rebuildInstruments(tx, ctx, { accountId: order.accountId, assetIds: [order.instrumentId] })) || gaveWay;
  if (moved.value.late || moved.value.overfilled || gaveWay) {
    await haltForLateFill(tx, ctx, { order, late: moved.value.late, at: input.at });
  }
  if (before.status === "pending_replace" && order.closedAt !== null) {
    await refuseLateReplacement(tx, ctx, order.id, input.at);
  }
  const { activated } = await moveGroup(tx, ctx, { before, after: order, asked: false, at: input.at });
  for (const { id } of activated)
    tx.afterCommit(() => ctx.runSoon(() => dispatchOrder({ ctx, input: { orderId: id } })));
  if (order.status === "pending_replace") settleWaitingReplacement(tx, ctx, order.id);
  if (order.replacesId !== null) await replaceByFill(tx, ctx, order, input.at);
  tx.afterCommit(() => ctx.notifier.accountChanged(order.accountId));
  return "booked";
}

/** Fills are booked one after the other; one of before the newest activity of its instrument belongs before that, and a dust that is left goes. */
function needsRebuild(
  { position }: ExecutionOpened,
  { at, quantity }: RecordExecutionInput,
  { side }: OrderRecord,
): boolean {
  if (position === null || !position.rebuilt) return false;
  const last = position.lastActivityAt;
  if (last !== null && at.getTime() <= new Date(last).getTime()) return true;
  const left = dec(position.quantity).plus(side === "buy" ? quantity : quantity.negated());
  return !left.isZero() && isDust(left);
}

/** A fill is an answer: the venue evidently has the order. One that was given up stays unknown until its rest is canceled there. */
function dispatchAfterFill({ dispatch, cancelReason, replacesId }: OrderRecord, { status }: Order): Dispatch {
  if (dispatch !== "sending" && dispatch !== "unknown") return dispatch;
  // What the venue made of a replacement is still to be heard: of how much it is.
  if (replacesId !== null && isOpen(status)) return dispatch;
  return cancelReason === "never_arrived" ? dispatch : "acknowledged";
}

/** What the holds no longer cover must come from free cash or units; when that is gone too, the floor gives way. */
async function makeRoom(
  tx: Transaction,
  order: OrderRecord,
  opened: ExecutionOpened,
  fill: RecordExecutionInput,
  { before, after, collateral }: HoldsMoved,
): Promise<boolean> {
  const value = fill.quantity.times(fill.price);
  const spent = order.side === "buy" ? value.plus(fill.fee) : fill.fee.minus(value).plus(collateral.added);
  const freed = before.cash.minus(after.cash).plus(before.margin.minus(after.margin)).plus(collateral.released);
  const cashShort = spent.minus(freed);
  const unitsShort = order.side === "sell" ? fill.quantity.minus(before.units.minus(after.units)) : ZERO;
  let gaveWay = false;
  if (cashShort.gt(0)) gaveWay = await lowerFloor(tx, order.accountId, opened.currencyId, toPlain(cashShort));
  if (unitsShort.gt(0))
    gaveWay = (await lowerFloor(tx, order.accountId, order.instrumentId, toPlain(unitsShort))) || gaveWay;
  return gaveWay;
}

interface Booking {
  readonly input: RecordExecutionInput;
  readonly opened: ExecutionOpened;
  readonly before: OrderRecord;
  readonly order: OrderRecord;
  readonly executionId: ExecutionId;
  readonly booked: FillBooked;
  readonly holds: HoldsMoved;
}

async function write(tx: Transaction, ctx: Context, booking: Booking): Promise<void> {
  const { input, opened, order, before, executionId, booked, holds } = booking;
  const at = input.at.toISOString();
  const accountSeq = (BigInt(opened.eventSeq) + 1n).toString();
  const snapshot = orderSnapshot(order);
  const execution = {
    id: executionId,
    accountId: order.accountId,
    orderId: order.id,
    assetId: order.instrumentId,
    symbol: order.symbol,
    venueExecutionId: input.venueExecutionId,
    kind: "fill",
    side: order.side,
    quantity: toPlain(input.quantity),
    price: toPlain(input.price),
    fee: toPlain(input.fee),
    realised: toPlain(booked.realised),
    effectiveAt: at,
    accountSeq,
  };
  const type = order.status === "filled" ? "filled" : "partially_filled";
  await writeExecution(tx, {
    ...holdRows(opened, before, order, holds, at),
    journal: {
      id: ctx.newId(),
      accountId: order.accountId,
      kind: "trade",
      orderId: order.id,
      memo: memoOf(booking),
      effectiveAt: at,
    },
    postings: postingsOf(booking),
    execution,
    lots: booked.lots.map((lot) => ({
      id: lot.id,
      openedBy: lot.openedBy,
      openedAt: lot.openedAt.toISOString(),
      seq: lot.seq.toString(),
      quantity: toPlain(lot.quantity),
      openQuantity: toPlain(lot.openQuantity),
      cost: toPlain(lot.cost),
      openCost: toPlain(lot.openCost),
    })),
    closes: booked.closes.map((close) => ({
      id: ctx.newId(),
      lotId: close.lotId,
      quantity: toPlain(close.quantity),
      cost: toPlain(close.cost),
      proceeds: toPlain(close.proceeds),
      realised: toPlain(close.realised),
    })),
    position: { ...positionAfter(booking), collateralHoldId: holds.collateralHoldId },
    order: { ...snapshot, filledValue: toPlain(order.filledValue) },
    events: [
      orderEventRow(
        ctx,
        order,
        type,
        { executionId, quantity: execution.quantity, price: execution.price, fee: execution.fee },
        input.at,
      ),
    ],
    audit: [
      auditRow(ctx, {
        action: "execution.record",
        entityType: "execution",
        entityId: executionId,
        accountId: order.accountId,
        before: { orderStatus: before.status, filledQuantity: before.filledQuantity },
        after: { ...execution, orderStatus: order.status, filledQuantity: order.filledQuantity },
        effectiveAt: input.at,
      }),
    ],
    stream: [
      { type: "order", entityId: order.id, payload: snapshot },
      { type: "execution", entityId: executionId, payload: execution },
    ],
  });
}

function memoOf({ input, order }: Booking): string {
  const verb = order.side === "buy" ? "Bought" : "Sold";
  return `${verb} ${toPlain(input.quantity)} ${order.symbol} at ${toPlain(input.price)}`;
}

function postingsOf({ input, order, opened }: Booking): { accountId: string; assetId: string; amount: string }[] {
  const postings = fillPostings({
    account: order.accountId,
    clearing: VENUE_CLEARING_ID,
    fees: FEE_INCOME_ID,
    side: order.side,
    quantity: input.quantity,
    price: input.price,
    fee: input.fee,
    currencyId: asId<AssetId>(opened.currencyId),
    instrumentId: order.instrumentId,
  });
  return postings.map(({ accountId, assetId, amount }) => ({ accountId, assetId, amount: toPlain(amount) }));
}

/** Kept by difference: what the changed lots and their closes moved. The proof replays it from executions. */
function positionAfter({ input, opened, order, booked }: Booking) {
  const old = opened.position;
  const openBefore = new Map(opened.lots.map((row) => [row.id, row]));
  let quantity = old === null ? ZERO : dec(old.quantity);
  let cost = old === null ? ZERO : dec(old.cost);
  for (const lot of booked.lots) {
    const was = openBefore.get(lot.id);
    quantity = quantity.plus(lot.openQuantity).minus(was === undefined ? ZERO : dec(was.openQuantity));
    cost = cost.plus(lot.openCost).minus(was === undefined ? ZERO : dec(was.openCost));
  }
  const wasFlat = old === null || dec(old.quantity).isZero();
  return {
    assetId: order.instrumentId,
    quantity: toPlain(quantity),
    cost: toPlain(cost),
    realised: toPlain((old === null ? ZERO : dec(old.realised)).plus(booked.realised)),
    fees: toPlain((old === null ? ZERO : dec(old.fees)).plus(input.fee)),
    executions: (BigInt(old?.executions ?? "0") + 1n).toString(),
    openedAt: quantity.isZero() ? null : wasFlat ? input.at.toISOString() : (old?.openedAt ?? input.at.toISOString()),
  };
}
