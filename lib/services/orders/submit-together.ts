/** The transaction of placing orders. In a storm those that come at the same time share one: a commit and its round trips are most of what an order costs. */
import { accountTurns } from "#lib/db/account-turns.ts";
import type { Database } from "#lib/db/client.ts";
import { isLockTimeout, isTransactionExpired } from "#lib/db/database-fault.ts";
import { openShortFloor } from "#lib/db/execution.sql.ts";
import { gatherBy } from "#lib/db/gather.ts";
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import { openSubmitOrders, type SubmitOrderOpened, writeSubmitOrders } from "#lib/db/submit-order.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { checkPreTrade } from "#lib/domain/risk/check-pre-trade.ts";
import type { AccountId, UserId } from "#lib/domain/shared/ids.ts";
import type { Context } from "../context.ts";
import { noOrdersOnBook, notFound, ServiceError } from "../errors.ts";
import { heedClaim, IdempotentReplay } from "../idempotency.ts";
import { newOrders } from "./new-orders.ts";
import { canTrade, preTradeInput } from "./pre-trade.ts";
import { type NewOrderRows, newOrderRows, type SubmitOrderResult } from "./record-new-orders.ts";

export interface Submission {
  readonly ctx: Context;
  readonly userId: UserId;
  readonly order: Ticket & { readonly accountId: AccountId; readonly clientOrderId: string };
  /** The process that takes it sends it; otherwise the queue does. */
  readonly eager: boolean;
}

/** Alone and beside the others an order waits this long for its account, its key or the desk; the caller is told then. */
export const LOCK_WAIT_MS = 2_000;
/** At first it waits hardly at all: its neighbours, and those behind it, have nothing to do with what it waits for. */
const LOCK_WAIT_HURRIED_MS = 50;
/** With the shared transaction less than half of the connections that a process usually has: the others are for everything else. */
const ALONE_MAX = 3;
const PATIENT_MAX = 4;
/** The venue's word on an order comes within this as a rule; screens hear of both at once. */
const VENUE_WORD_MS = 50;
/** How long an order may wait for those of its account that came before it. */
const TURN_WAIT_MS = 10_000;

export async function submitTogether(submission: Submission): Promise<SubmitOrderResult> {
  const { ctx } = submission;
  const outcome = await inTurn(ctx.database, { submission, askedAt: ctx.clock.now().getTime(), tried: [] });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** A request with the same key is under way elsewhere: no answer yet, only a reason to wait for it. */
class KeyStillHeld extends Error {}

interface Asked {
  readonly submission: Submission;
  readonly askedAt: number;
  /** What earlier tries of this very request wrote: one of them may have been kept although its transaction's time was over. */
  readonly tried: SubmitOrderResult[];
}

/** Errors are answers here only where nothing was written; any other is thrown, and undoes what was done for its neighbours too. */
type Outcome = SubmitOrderResult | Error;

/** Orders of one account see each other, and a request its twin: they come one after the other. */
const inTurn: (database: Database, asked: Asked) => Promise<Outcome> = gatherBy(
  (_, asked: readonly Asked[], patiently) => submitAll(asked, patiently),
  {
    togetherMax: 32,
    aloneMax: ALONE_MAX,
    patientMax: PATIENT_MAX,
    worthWaiting: (error) => error instanceof KeyStillHeld || isLockTimeout(error),
    turnsOf: accountTurns,
    apart: ({ submission: { ctx, userId, order } }) =>
      ctx.idempotency === null ? [order.accountId] : [order.accountId, `${userId} ${ctx.idempotency.key}`],
  },
);

async function submitAll(asked: readonly Asked[], patiently: boolean): Promise<Outcome[]> {
  const [first] = asked;
  if (first === undefined) return [];
  const { transact, clock } = first.submission.ctx;
  const now = clock.now().getTime();
  const inTime = asked.filter(({ askedAt }) => now - askedAt <= TURN_WAIT_MS);
  const ending: Ending = { sent: false };
  try {
    const outcomes =
      inTime.length === 0 ? [] : await transact((tx) => submitInTransaction(tx, inTime, patiently, ending));
    return asked.map((one) => outcomes[inTime.indexOf(one)] ?? tooBusy());
  } catch (error) {
    throw ending.sent && isTransactionExpired(error) ? perhapsPlaced(error) : error;
  }
}

/** Whether the transaction's end has gone to PostgreSQL: from there on its time being over says nothing about whether it was kept. */
interface Ending {
  sent: boolean;
}

async function submitInTransaction(
  tx: Transaction,
  asked: readonly Asked[],
  patiently: boolean,
  ending: Ending,
): Promise<Outcome[]> {
  const wait = patiently ? LOCK_WAIT_MS : LOCK_WAIT_HURRIED_MS;
  const opened = await openSubmitOrders(tx, asked.map(openInput), wait);
  if (!patiently && opened.some(({ claim }) => claim === "in_use"))
    throw new KeyStillHeld("the key was not waited for");
  const decided = await Promise.all(asked.map((one, index) => decide(one, opened[index])));
  const placed = decided.filter((one): one is Placed => "write" in one);
  const more = placed.some(hasMore);
  ending.sent = placed.length > 0 && !more;
  if (placed.length > 0)
    await writeSubmitOrders(
      tx,
      placed.map(({ write }) => write),
      more,
    );
  for (const one of placed) await finish(tx, one);
  return decided.map((one) => ("write" in one ? one.result : one));
}

function openInput({ submission: { ctx, userId, order } }: Asked) {
  const { accountId, symbol, side, clientOrderId } = order;
  const claim = ctx.idempotency;
  return {
    ...{ userId, accountId, symbol, side, clientOrderId },
    ...(claim === null ? {} : { key: claim.key, route: claim.route, fingerprint: claim.fingerprint }),
  };
}

interface Placed extends NewOrderRows {
  readonly submission: Submission;
  /** Part of the sale is short: the units' floor gives way. */
  readonly shortOf: string | null;
}

async function decide({ submission, tried }: Asked, opened: SubmitOrderOpened | undefined): Promise<Placed | Outcome> {
  const { ctx, userId, order } = submission;
  if (opened === undefined) throw new Error("a named statement answers for every order");
  if (opened.claim !== "new" && opened.claim !== "none") return unclaimed(opened);
  if (opened.account === null) throw notFound("account");
  if (!canTrade(opened.account)) throw new ServiceError("forbidden", "On this account you may look, not trade.");
  if (opened.account.kind === "book") {
    throw noOrdersOnBook();
  }
  if (opened.account.status !== "active") throw new ServiceError("conflict", "The account is closed.");
  if (opened.duplicateOrderId !== null) {
    const own = tried.find(({ order: { id } }) => id === opened.duplicateOrderId);
    if (own !== undefined) return own;
    throw duplicate(order.clientOrderId, opened.duplicateOrderId);
  }

  const notionalEnabled = await ctx.flags.isOn("trading.notional_orders", order.accountId);
  const check = preTradeInput(order, opened, notionalEnabled);
  if (check === null) throw unknownInstrument(order.symbol);
  const verdict = checkPreTrade(check);
  const { accountId, clientOrderId } = order;
  const made = newOrders(ctx, {
    ...{ accountId, clientOrderId, ticket: order, instrument: check.instrument },
    ...{ currencyId: opened.account.currencyId, row: opened, refusal: verdict.refusal, hold: verdict.hold },
  });
  const shortOf = made.holds.length > 0 && verdict.hold?.margin.gt(0) ? check.instrument.id : null;
  const rows = newOrderRows(ctx, userId, made, verdict);
  tried.push(rows.result);
  return { submission, shortOf, ...rows };
}

/** The key is not ours: nothing was written for this order, so its neighbours need not mind. */
function unclaimed(opened: SubmitOrderOpened): Error {
  try {
    heedClaim(opened);
  } catch (error) {
    if (error instanceof IdempotentReplay || error instanceof ServiceError) return error;
    throw error;
  }
  return new ServiceError("busy", "The key is being cleared. Try again.");
}

/** Sent at once, the order's own row is its place in the queue: what a crash leaves `queued` is swept up and sent from there. */
function queuedOf({ submission: { eager }, result }: Placed): readonly OrderRecord[] {
  if (result.refusal !== null || eager) return [];
  return [result.order, ...result.legs].filter(({ dispatch }) => dispatch === "queued");
}

function hasMore(placed: Placed): boolean {
  return placed.shortOf !== null || queuedOf(placed).length > 0;
}

async function finish(tx: Transaction, placed: Placed): Promise<void> {
  const { ctx, order } = placed.submission;
  if (placed.shortOf !== null) await openShortFloor(tx, order.accountId, placed.shortOf);
  for (const { id } of queuedOf(placed))
    await ctx.enqueue(tx, { queue: DISPATCH_QUEUE, data: { orderId: id }, key: id });
  tx.afterCommit(() => ctx.notifier.accountChanged(order.accountId, VENUE_WORD_MS));
}

export function unknownInstrument(symbol: string): ServiceError {
  return new ServiceError("invalid", `There is no instrument ${symbol}.`, {
    errors: [{ pointer: "/symbol", detail: "is not an instrument of this desk; see GET /api/v1/instruments" }],
  });
}

export function duplicate(clientOrderId: string, orderId: string): ServiceError {
  return new ServiceError(
    "duplicate_client_order_id",
    `The account already has an order with clientOrderId ${clientOrderId}.`,
    {
      extra: { orderId },
    },
  );
}

function perhapsPlaced(cause: unknown): ServiceError {
  return new ServiceError(
    "unavailable",
    "Recording the order took too long. Whether it was placed is not known: repeat the request with the same Idempotency-Key.",
    { retryAfterSeconds: 1, cause },
  );
}

function tooBusy(): ServiceError {
  return new ServiceError("busy", "Too many orders wait for their turn. Nothing happened; try again in a second.", {
    retryAfterSeconds: 1,
  });
}
