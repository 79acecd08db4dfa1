/** Books one fill: order, hold, journal, lots and position in one transaction, once per venue execution id. A fill is a fact, also on a closed order. */
import { type ExecutionOpened, lowerFloor, openExecution, writeExecution } from "#lib/db/execution.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { FEE_INCOME_ID, VENUE_CLEARING_ID } from "#lib/domain/ledger/house-accounts.ts";
import { fillPostings } from "#lib/domain/ledger/postings.ts";
import { holdAfterFill } from "#lib/domain/orders/hold.ts";
import { type Dispatch, isOpen } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import { applyFill, type FillBooked } from "#lib/domain/positions/lots.ts";
import { type Decimal, dec, maxOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AssetId, asId, type ExecutionId, type LotId, type OrderId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { haltForLateFill } from "../halts/halt-for-late-fill.ts";
import { toLot } from "./lot-row.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";

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
    dispatch: dispatchAfterFill(before),
    version: before.version + 1,
  };
  const executionId = asId<ExecutionId>(ctx.newId());
  const booked = applyFill({
    lots: opened.lots.map((row) => toLot(row, order.instrumentId)),
    instrumentId: order.instrumentId,
    side: order.side,
    quantity: input.quantity,
    price: input.price,
    at: input.at,
    executionId,
    newLotId: asId<LotId>(ctx.newId()),
  });
  const hold = opened.hold === null ? ZERO : dec(opened.hold.amount);
  const holdLeft = opened.hold === null ? ZERO : holdAfterFill(order, hold, input);
  const gaveWay = await makeRoom(tx, order, opened, input, hold.minus(holdLeft));
  await write(tx, ctx, { input, opened, before, order, executionId, booked, holdLeft });
  if (moved.value.late || moved.value.overfilled || gaveWay) {
    await haltForLateFill(tx, ctx, { order, late: moved.value.late, at: input.at });
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(order.accountId));
  return "booked";
}

/** A fill is an answer: the venue evidently has the order. One that was given up stays unknown until its rest is canceled there. */
function dispatchAfterFill({ dispatch, cancelReason }: OrderRecord): Dispatch {
  if (dispatch !== "sending" && dispatch !== "unknown") return dispatch;
  return cancelReason === "never_arrived" ? dispatch : "acknowledged";
}

/** What the hold no longer covers must come from free cash or units; when that is gone too, the floor gives way. */
async function makeRoom(
  tx: Transaction,
  order: OrderRecord,
  opened: ExecutionOpened,
  fill: RecordExecutionInput,
  released: Decimal,
): Promise<boolean> {
  const cashNeeded =
    order.side === "buy"
      ? fill.quantity.times(fill.price).plus(fill.fee)
      : maxOf(ZERO, fill.fee.minus(fill.quantity.times(fill.price)));
  const cashShort = order.side === "buy" ? cashNeeded.minus(released) : cashNeeded;
  const unitsShort = order.side === "sell" ? fill.quantity.minus(released) : ZERO;
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
  readonly holdLeft: Decimal;
}

async function write(tx: Transaction, ctx: Context, booking: Booking): Promise<void> {
  const { input, opened, before, order, executionId, booked, holdLeft } = booking;
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
    hold:
      opened.hold === null || !isOpen(before.status)
        ? null
        : { id: opened.hold.id, amount: toPlain(holdLeft), releasedAt: isOpen(order.status) ? null : at },
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
      openedExecutionId: lot.openedExecutionId,
      openedAt: lot.openedAt.toISOString(),
      seq: opened.lots.find((row) => row.id === lot.id)?.seq ?? accountSeq,
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
    position: positionAfter(booking),
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
