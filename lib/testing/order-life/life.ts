/** One account's life at the paper venue, step by step: what people, prices, time, halts and crashes do to its orders. */
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";
import type { TradingSettings } from "#lib/services/accounts/trading-settings.ts";
import type { Context } from "#lib/services/context.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { liftHalt } from "#lib/services/halts/lift-halt.ts";
import { setHalt } from "#lib/services/halts/set-halt.ts";
import { cancelAllOrders } from "#lib/services/orders/cancel-all-orders.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { closePosition } from "#lib/services/orders/close-position.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { resolveDispatch } from "#lib/worker/jobs/resolve-dispatch.ts";
import { expireUnsent, settleCancels, settleReplacements } from "#lib/worker/jobs/settle-orders.ts";
import { keepFresh } from "#lib/worker/publish-market.ts";
import { matchVenueOnce } from "#lib/worker/venue-leader.ts";
import { createVenueState } from "#lib/worker/venue-state.ts";
import { addAccount } from "../fixtures.ts";
import type { VenueDesk } from "../venue-desk.ts";
import { type Failing, failingContext, unlessBroken } from "./failing-context.ts";
import { LIFE_SYMBOLS, type LifeSymbol, type ReplaceStep, type Step } from "./steps.ts";
import { ticketOfStep } from "./ticket-of-step.ts";

export interface LifeSettings {
  readonly cash: string;
  /** Bought before anything else happens. */
  readonly shares?: string;
  readonly eager: boolean;
  readonly trading: Partial<TradingSettings>;
}

export interface Life {
  readonly venue: VenueDesk;
  readonly accountId: AccountId;
  /** In cents. */
  readonly prices: Map<LifeSymbol, bigint>;
  /** Trading equities costs nothing but their price. */
  readonly freeOfCharge: boolean;
  at: Date;
  haltId: string | null;
  step(step: Step): Promise<void>;
}

/** A Tuesday in December at ten in New York. */
const BEGIN = "2026-12-08T15:00:00Z";
const FIRST_PRICE = 10_000n;
const LEAST_PRICE = 2_000n;
const PLENTY = 1_000_000n;

export async function beginLife(venue: VenueDesk, { cash, shares = "0", eager, trading }: LifeSettings): Promise<Life> {
  await venue.setTime(BEGIN);
  venue.desk.flags["orders.eager_dispatch"] = eager;
  const accountId = await addAccount(venue.desk, venue.trader, { cash });
  await setTrading({
    ctx: venue.contextFor(),
    input: {
      ...{ accountId, version: 1, reason: "For the test" },
      ...{ multiplier: 1, shorting: false, allowCrossZero: false },
      slippage: { kind: "none", value: dec("0") },
      commission: { kind: "default", value: dec("0"), minimum: dec("0") },
      ...trading,
    },
  });
  let state = createVenueState();
  const prices = new Map<LifeSymbol, bigint>();
  const freeOfCharge = [undefined, "default", "none"].includes(trading.commission?.kind);
  const life: Life = { venue, accountId, prices, freeOfCharge, at: new Date(BEGIN), haltId: null, step };

  const system = (failing: Failing) => failingContext(venue.contextFor(), failing);
  const person = (failing: Failing) => failingContext(venue.contextFor({ user: venue.trader }), failing);

  async function match(ctx: Context): Promise<void> {
    const { name, epoch } = venue.venueLease;
    await unlessBroken(() => matchVenueOnce(ctx, { lease: name, epoch, state, anew: true }));
  }

  async function step(one: Step): Promise<void> {
    // Quotes must not grow old while the test thinks.
    await keepFresh(venue.contextFor(), venue.marketLease, venue.market);
    if (one.kind === "clock") await moveClock(life, one.minutes);
    else if (one.kind === "halt") await halt(life);
    else if (one.kind === "lift") await lift(life);
    else if (one.kind === "restart") {
      state = createVenueState();
      await sweep(life, one.late);
    } else if (one.kind === "match") await match(system(one));
    else if (one.kind === "quote") {
      await moveQuote(life, one.symbol, one.move, one.size);
      if (one.match) await match(system(one));
    } else if (one.kind === "dispatch") await dispatchQueued(life, system(one));
    else await unlessBroken(() => ask(life, person(one), one));
    await venue.desk.drain();
  }

  for (const symbol of LIFE_SYMBOLS) {
    prices.set(symbol, FIRST_PRICE);
    await moveQuote(life, symbol, 0n, PLENTY);
  }
  if (shares !== "0") {
    await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: shares });
    await step({ kind: "dispatch" });
    await step({ kind: "match" });
  }
  return life;
}

type Asked = Extract<Step, { kind: "submit" | "replace" | "cancel" | "cancel_all" | "close" }>;

/** What people do. Too late, or of no use, is an answer like another. */
async function ask(life: Life, ctx: Context, step: Asked): Promise<void> {
  const { accountId } = life;
  try {
    if (step.kind === "submit") {
      const ticket = ticketOfStep(step, life.prices.get(step.symbol) ?? FIRST_PRICE);
      await submitOrder({ ctx, input: { ...ticket, accountId } });
    } else if (step.kind === "cancel_all") await cancelAllOrders({ ctx, input: { accountId } });
    else if (step.kind === "close") {
      const { symbol, percentage, cancelOrders } = step;
      const part = percentage === undefined ? {} : { percentage: dec(percentage) };
      await closePosition({ ctx, input: { accountId, symbol, cancelOrders, ...part } });
    } else {
      const orderId = await pick(life, step.order);
      if (orderId === null) return;
      if (step.kind === "cancel") await cancelOrder({ ctx, input: { orderId } });
      else await replace(life, ctx, orderId, step);
    }
  } catch (error) {
    const said = error instanceof ServiceError && ["conflict", "invalid", "not_found"].includes(error.code);
    if (!said) throw error;
  }
}

async function pick({ venue, accountId }: Life, nth: number): Promise<OrderId | null> {
  const newest = { orderBy: { id: "desc" }, select: { id: true } } as const;
  const open = await venue.desk.database.order.findMany({ where: { accountId, closedAt: null }, ...newest });
  const among = open.length > 0 ? open : await venue.desk.database.order.findMany({ where: { accountId }, ...newest });
  return (among[nth % Math.max(1, among.length)]?.id ?? null) as OrderId | null;
}

async function replace(life: Life, ctx: Context, orderId: OrderId, step: ReplaceStep): Promise<void> {
  const order = await life.venue.desk.database.order.findUniqueOrThrow({ where: { id: orderId } });
  const last = life.prices.get(order.symbol as LifeSymbol) ?? FIRST_PRICE;
  const filled = await chainFilled(life, orderId);
  const more = step.more === undefined || order.quantity === null ? null : dec(order.quantity.toFixed()).plus(filled);
  const awayFrom = order.side === "buy" ? 1n : -1n;
  await replaceOrder({
    ctx,
    input: {
      orderId,
      ...(more === null || step.more === undefined ? {} : { quantity: more.plus(dec(step.more)) }),
      ...(step.limit === undefined ? {} : { limitPrice: inUnits(last + step.limit) }),
      ...(step.stop === undefined ? {} : { stopPrice: inUnits(last + awayFrom * step.stop) }),
      ...(step.trail === undefined
        ? {}
        : order.trailPercent === null
          ? { trailPrice: inUnits(step.trail) }
          : { trailPercent: inUnits(step.trail) }),
      ...(step.timeInForce === undefined ? {} : { timeInForce: step.timeInForce }),
    },
  });
}

/** By the orders that this one has replaced. */
async function chainFilled({ venue }: Life, orderId: string): Promise<Decimal> {
  let total = dec("0");
  let order = await venue.desk.database.order.findUniqueOrThrow({ where: { id: orderId } });
  while (order.replacesId !== null) {
    order = await venue.desk.database.order.findUniqueOrThrow({ where: { id: order.replacesId } });
    total = total.plus(order.filledQuantity.toFixed());
  }
  return total;
}

export function inUnits(cents: bigint): Decimal {
  return dec(cents).div(100);
}

async function moveQuote({ venue, prices }: Life, symbol: LifeSymbol, move: bigint, size: bigint): Promise<void> {
  const moved = (prices.get(symbol) ?? FIRST_PRICE) + move;
  const last = moved < LEAST_PRICE ? LEAST_PRICE : moved;
  prices.set(symbol, last);
  const [bid, ask, price] = [last - 1n, last + 1n, last].map((cents) => toPlain(inUnits(cents)));
  if (bid === undefined || ask === undefined) return;
  await venue.quote({ symbol, bid, ask, last: price, size: toPlain(dec(size).div(1_000)) });
}

async function moveClock(life: Life, minutes: number): Promise<void> {
  life.at = new Date(life.at.getTime() + minutes * 60_000);
  await life.venue.setTime(life.at.toISOString());
}

async function halt(life: Life): Promise<void> {
  if (life.haltId !== null) return;
  const input = { accountId: life.accountId, reason: "A pause" };
  life.haltId = (await setHalt({ ctx: life.venue.contextFor(), input })).id;
}

async function lift(life: Life): Promise<void> {
  if (life.haltId === null) return;
  await liftHalt({ ctx: life.venue.contextFor(), input: { haltId: life.haltId, reason: "Over" } });
  life.haltId = null;
}

async function dispatchQueued({ venue, accountId }: Life, ctx: Context): Promise<void> {
  const queued = await venue.desk.database.order.findMany({
    where: { accountId, dispatch: "queued" },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of queued) {
    await unlessBroken(() => dispatchOrder({ ctx, input: { orderId: id as OrderId } }));
    // One after the other: what comes of the first may be in the way of the second.
    await venue.desk.drain();
  }
}

/** What the worker does when it comes up, and now and then: everything that a crash may have left behind. */
async function sweep({ venue, accountId }: Life, late: boolean): Promise<void> {
  const { database } = venue.desk;
  await database.$executeRaw`
    update orders set dispatch_lease_at = clock_timestamp() - make_interval(secs => ${late ? 55 : 1}::int)
    where account_id = ${accountId}::uuid and dispatch in ('sending', 'unknown') and closed_at is null`;
  const ctx = venue.contextFor();
  await expireUnsent(ctx);
  await resolveDispatch(ctx);
  // Those that wait for their turn are too young for the sweep: they are taken from the queue.
  await dispatchQueuedQuietly(venue, accountId, ctx);
  await settleReplacements(ctx);
  await settleCancels(ctx);
}

async function dispatchQueuedQuietly(venue: VenueDesk, accountId: AccountId, ctx: Context): Promise<void> {
  const where = { accountId, dispatch: "queued" };
  for (const { id } of await venue.desk.database.order.findMany({
    where,
    orderBy: { id: "asc" },
    select: { id: true },
  }))
    await dispatchOrder({ ctx, input: { orderId: id as OrderId } });
  await venue.desk.drain();
}
