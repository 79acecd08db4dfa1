/** A desk with the paper venue and a stepped market behind it, for tests that let orders trade. */
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import type { QuoteCommand } from "#lib/ports/market-data.ts";
import type { Context } from "#lib/services/context.ts";
import { type SubmitOrderInput, submitOrder } from "#lib/services/orders/submit-order.ts";
import { type Lease, takeLease } from "#lib/worker/lease.ts";
import { type LoadedMarket, loadMarket } from "#lib/worker/load-market.ts";
import { MARKET_LEASE } from "#lib/worker/market-leader.ts";
import { quoteMarket, stepMarket } from "#lib/worker/publish-market.ts";
import { matchVenueOnce, VENUE_LEASE } from "#lib/worker/venue-leader.ts";
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
  /** Sends what was placed, and lets the venue match. */
  match(): Promise<void>;
  /** Places an order of the trader. */
  place(accountId: AccountId, order: Placed): ReturnType<typeof submitOrder>;
}

type Placed = Pick<SubmitOrderInput, "symbol" | "side"> & {
  readonly quantity?: string;
  readonly notional?: string;
  readonly limit?: string;
};

export async function openVenueDesk(appUrl: string, symbols: readonly string[]): Promise<VenueDesk> {
  const desk = await openDesk(appUrl);
  const { database } = desk;
  await seedTestMarket(database);
  for (const symbol of symbols) await addInstrument(database, { symbol, price: "100" });
  const broker = createPaperBroker(database);
  const contextFor = (options?: ContextOptions) => ({ ...desk.contextFor(options), broker });
  const trader = await addUser(database, "trader");
  const holder = crypto.randomUUID();
  const [marketLease, venueLease] = [await leased(MARKET_LEASE), await leased(VENUE_LEASE)];
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
    async match() {
      await desk.drain();
      await matchVenueOnce(contextFor(), { lease: venueLease.name, epoch: venueLease.epoch });
    },
    place: (accountId, { symbol, side, quantity, notional, limit }) =>
      submitOrder({
        ctx: contextFor({ user: trader }),
        input: {
          accountId,
          symbol,
          side,
          type: limit === undefined ? "market" : "limit",
          timeInForce: "day",
          quantity: quantity === undefined ? null : dec(quantity),
          notional: notional === undefined ? null : dec(notional),
          limitPrice: limit === undefined ? null : dec(limit),
        },
      }),
  };
}
