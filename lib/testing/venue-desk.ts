/** A desk with the paper venue and a stepped market behind it, for tests that let orders trade. */

import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import type { OrderClass, OrderType, TimeInForce } from "#lib/domain/orders/order.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import type { QuoteCommand } from "#lib/ports/market-data.ts";
import type { Context } from "#lib/services/context.ts";
import { setVenueClock } from "#lib/services/market/set-venue-clock.ts";
import { type SubmitOrderInput, submitOrder } from "#lib/services/orders/submit-order.ts";
import { type Lease, takeLease } from "#lib/worker/lease.ts";
import { type LoadedMarket, loadMarket } from "#lib/worker/load-market.ts";
import { MARKET_LEASE } from "#lib/worker/market-leader.ts";
import { quoteMarket, stepMarket } from "#lib/worker/publish-market.ts";
import { matchVenueOnce, VENUE_LEASE } from "#lib/worker/venue-leader.ts";
import { createVenueState } from "#lib/worker/venue-state.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import { type ContextOptions, openDesk, type TestDesk, type TestUser } from "./context.ts";
import { addInstrument, addUser, seedTestMarket } from "./fixtures.ts";

export interface VenueDesk {
  readonly desk: TestDesk;
  readonly trader: TestUser;
  readonly market: LoadedMarket;
  readonly marketLease: Lease;
  readonly venueLease: Lease;
  /** With the paper venue at the other end of the wire. */
  contextFor(options?: ContextOptions): Context;
  quote(command: QuoteCommand): Promise<void>;
  step(ticks: number): Promise<void>;
  /** Sets venue time, that of the quotes that follow too; null is the wall clock. */
  setTime(at: string | null): Promise<void>;
  /** Sends what was placed, and lets the venue match. Says how many orders something happened to. */
  match(): Promise<number>;
  /** From now on the venue's leader is another one, which remembers nothing. */
  restart(): void;
  /** Places an order of the trader. */
  place(accountId: AccountId, order: Placed): ReturnType<typeof submitOrder>;
}

export type Placed = Pick<SubmitOrderInput, "symbol" | "side"> & {
  readonly quantity?: string;
  readonly notional?: string;
  readonly limit?: string;
  /** A limit order when it has a limit, else a market order. */
  readonly type?: OrderType;
  readonly timeInForce?: TimeInForce;
  readonly stop?: string;
  readonly trail?: string;
  readonly trailPercent?: string;
  readonly extendedHours?: boolean;
  /** With it a limit to take profit at and a stop against loss make a bracket, an oto or an oco. */
  readonly orderClass?: OrderClass;
  readonly profit?: string;
  readonly loss?: string;
  readonly lossLimit?: string;
};

export async function openVenueDesk(appUrl: string, symbols: readonly string[]): Promise<VenueDesk> {
  const desk = await openDesk(appUrl);
  const { database } = desk;
  await seedTestMarket(database);
  for (const symbol of symbols) {
    await addInstrument(database, { symbol, price: "100", assetClass: symbol.includes("/") ? "crypto" : "us_equity" });
  }
  const broker = createPaperBroker(database);
  const contextFor = (options?: ContextOptions) => ({ ...desk.contextFor(options), broker });
  const trader = await addUser(database, "trader");
  const holder = crypto.randomUUID();
  const [marketLease, venueLease] = [await leased(MARKET_LEASE), await leased(VENUE_LEASE)];
  let state = createVenueState();
  const market = await loadMarket(database, { profiles: INSTRUMENTS, speed: dec("3600") });

  async function leased(name: string): Promise<Lease> {
    const lease = await takeLease(database, name, holder, 600_000);
    if (lease === null) throw new Error(`the lease ${name} is held by somebody else`);
    return lease;
  }

  return {
    desk,
    trader,
    market,
    marketLease,
    venueLease,
    contextFor,
    quote: (command) => quoteMarket(contextFor(), marketLease, market, command),
    step: (ticks) => stepMarket(contextFor(), marketLease, market, ticks),
    async setTime(at) {
      await setVenueClock({ ctx: contextFor(), input: { at: at === null ? null : new Date(at) } });
    },
    async match() {
      await desk.drain();
      const { name, epoch } = venueLease;
      // Arrivals are not listened for here, so each look compares with the whole book.
      return matchVenueOnce(contextFor(), { lease: name, epoch, state, anew: true });
    },
    restart() {
      state = createVenueState();
    },
    place: (accountId, placed) =>
      submitOrder({ ctx: contextFor({ user: trader }), input: { accountId, ...ticketOf(placed) } }),
  };
}

export function ticketOf(placed: Placed): Ticket {
  const { symbol, side, limit, profit, loss, lossLimit } = placed;
  const amount = (text: string | undefined) => (text === undefined ? null : dec(text));
  return {
    symbol,
    side,
    type: placed.type ?? (limit === undefined ? "market" : "limit"),
    timeInForce: placed.timeInForce ?? "day",
    quantity: amount(placed.quantity),
    notional: amount(placed.notional),
    limitPrice: amount(limit),
    stopPrice: amount(placed.stop),
    trailPrice: amount(placed.trail),
    trailPercent: amount(placed.trailPercent),
    extendedHours: placed.extendedHours ?? false,
    orderClass: placed.orderClass ?? "simple",
    takeProfit: profit === undefined ? null : { limitPrice: dec(profit) },
    stopLoss: loss === undefined ? null : { stopPrice: dec(loss), limitPrice: amount(lossLimit) },
  };
}
