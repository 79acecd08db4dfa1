/** Closes a position in part, whole, or all positions: cancels what holds the units, if so asked, and sends a market order for them. */
import { readPreTrade } from "#lib/db/submit-order.sql.ts";
import { type ClosePart, planClose } from "#lib/domain/orders/close-position.ts";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once, replayIfAnswered } from "../idempotency.ts";
import { carryOutCancel } from "./cancel-order.ts";
import { toOrderRecord } from "./order-row.ts";
import { preTradeInput } from "./pre-trade.ts";
import type { SubmitOrderResult } from "./record-new-orders.ts";
import { type SubmitOrderInput, submitOrder } from "./submit-order.ts";
import { unknownInstrument } from "./submit-together.ts";

export interface ClosePositionInput extends ClosePart {
  readonly accountId: AccountId;
  readonly symbol: string;
  /** Cancel the symbol's open orders first; without it those in the way are named. */
  readonly cancelOrders: boolean;
}

type Submit = (call: Verb<SubmitOrderInput>) => Promise<SubmitOrderResult>;

/** A refusal is a recorded order, as ever; what cannot even be sized is an error that names the field. */
export async function closePosition(
  { ctx, input }: Verb<ClosePositionInput>,
  submit: Submit = submitOrder,
): Promise<SubmitOrderResult> {
  requirePermission(ctx, "orders:submit");
  await requireMember(ctx.database, ctx, input.accountId, "trader");
  await replayIfAnswered(ctx);
  const { accountId, symbol, cancelOrders } = input;
  if (cancelOrders) await cancelOpenOrders(ctx, accountId, symbol);
  const plan = await planNow(ctx, input);
  const order = { ...plan, accountId };
  return submit({ ctx, input: order });
}

async function planNow(ctx: Context, input: ClosePositionInput): Promise<Ticket> {
  const { check } = await look(ctx, input.accountId, input.symbol, "sell");
  const { instrument, position, resting, quote } = check;
  const planned = planClose({
    instrument,
    position: position.quantity,
    part: input,
    resting,
    price: quote?.last ?? null,
  });
  if (planned.ok) return planned.value.ticket;
  const { code, field, message, blockedBy } = planned.error;
  if (code === "insufficient_quantity" && blockedBy !== undefined) {
    throw new ServiceError("conflict", message, { extra: { reason: code, blockedBy } });
  }
  throw new ServiceError(code === "no_position" ? "not_found" : "invalid", message, {
    ...(field === undefined ? {} : { errors: [{ pointer: `/${field}`, detail: message }] }),
    extra: { reason: code },
  });
}

/**
 * Every open order of the symbol: exits hold what is to be closed, and orders the other way would meet it or open the position again. Members of a
 * group bring their group along.
 */
async function cancelOpenOrders(ctx: Context, accountId: AccountId, symbol: string): Promise<void> {
  const { check } = await look(ctx, accountId, symbol, "sell");
  if (check.position.quantity.isZero()) return;
  for (const { id, status } of check.resting) if (status !== "held") await cancelUnlessDone(ctx, id);
}

async function cancelUnlessDone(ctx: Context, orderId: OrderId): Promise<void> {
  try {
    await carryOutCancel(ctx, orderId);
  } catch (error) {
    // Filled or canceled with its group meanwhile: then it no longer holds anything.
    if (!(error instanceof ServiceError && error.code === "conflict")) throw error;
  }
}

async function look(ctx: Context, accountId: string, symbol: string, side: "buy" | "sell") {
  const row = await ctx.transact((tx) => readPreTrade(tx, accountId, symbol, side));
  const ticket: Ticket = {
    ...SIMPLE_TERMS,
    ...{ symbol, side, type: "market", timeInForce: "day", quantity: null, notional: null, limitPrice: null },
  };
  const check = preTradeInput(ticket, row, true);
  if (check === null) throw unknownInstrument(symbol);
  return { row, check };
}

export interface ClosedPosition {
  readonly symbol: string;
  readonly result: SubmitOrderResult | null;
  readonly problem: { readonly code: string; readonly message: string } | null;
}

export interface CloseAllInput {
  readonly accountId: AccountId;
  readonly cancelOrders: boolean;
}

/** One that cannot be closed does not keep the others open; it is named with its reason. */
export async function closeAllPositions(
  { ctx, input }: Verb<CloseAllInput>,
  submit: Submit = submitOrder,
): Promise<readonly ClosedPosition[]> {
  requirePermission(ctx, "orders:submit");
  await requireMember(ctx.database, ctx, input.accountId, "trader");
  await replayIfAnswered(ctx);
  const positions = await ctx.database.position.findMany({
    where: { accountId: input.accountId, quantity: { not: 0 } },
    select: { asset: { select: { symbol: true } } },
    orderBy: { assetId: "asc" },
  });
  const closed: ClosedPosition[] = [];
  // The key of the request stands for all of it: each order names it in its own client order id, so that a retry finds what is there.
  const key = ctx.idempotency?.key;
  const plain: Context = { ...ctx, idempotency: null };
  for (const { asset } of positions) {
    const { symbol } = asset;
    const named: Submit = ({ ctx: own, input: order }) =>
      submit({
        ctx: own,
        input: { ...order, ...(key === undefined ? {} : { clientOrderId: closeName(key, symbol) }) },
      });
    closed.push(await closeOne(plain, { ...input, symbol }, named));
  }
  return once(ctx, () => Promise.resolve(closed));
}

function closeName(key: string, symbol: string): string {
  return `close-${symbol.replace("/", "")}-${key}`.slice(0, 128);
}

async function closeOne(ctx: Context, input: ClosePositionInput, submit: Submit): Promise<ClosedPosition> {
  try {
    const result = await closePosition({ ctx, input }, submit);
    const { refusal } = result;
    const problem = refusal === null ? null : { code: refusal.code, message: refusal.message };
    return { symbol: input.symbol, result, problem };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const sent = await alreadySent(ctx, error);
    if (sent !== null) return { symbol: input.symbol, result: { order: sent, legs: [], refusal: null }, problem: null };
    return { symbol: input.symbol, result: null, problem: { code: error.code, message: error.message } };
  }
}

/** Sent by an earlier try of the same request. */
async function alreadySent(ctx: Context, error: ServiceError) {
  const orderId = error.extra?.["orderId"];
  if (error.code !== "duplicate_client_order_id" || typeof orderId !== "string") return null;
  return toOrderRecord(await ctx.database.order.findUniqueOrThrow({ where: { id: asId<OrderId>(orderId) } }));
}
