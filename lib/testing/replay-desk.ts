/** A desk whose market replays made-up or real daily bars, with the paper venue behind it: for tests in which venue time jumps over days. */
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { readCsv } from "#lib/adapters/market-data/read-csv.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { importBars } from "#lib/services/market/import-bars.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { type Lease, takeLease } from "#lib/worker/lease.ts";
import { loadMarket } from "#lib/worker/load-market.ts";
import { MARKET_LEASE } from "#lib/worker/market-leader.ts";
import { keepFresh, stepMarket } from "#lib/worker/publish-market.ts";
import { matchVenueOnce, VENUE_LEASE } from "#lib/worker/venue-leader.ts";
import { createVenueState } from "#lib/worker/venue-state.ts";
import { seedReference } from "#prisma/seed/reference.ts";
import { type ContextOptions, openDesk, type TestDesk, type TestUser } from "./context.ts";
import { addUser } from "./fixtures.ts";
import { type Placed, ticketOf } from "./venue-desk.ts";

/** Files of daily bars by symbol. */
export type Series = Readonly<Record<string, Buffer>>;

export interface ReplayDesk {
  readonly desk: TestDesk;
  readonly trader: TestUser;
  readonly venueLease: Lease;
  contextFor(options?: ContextOptions): Context;
  /** Moves the market on in one jump; the venue has not looked at it yet. Six and a half hours make a day. */
  jump(hours: number): Promise<void>;
  /** Sets venue time by hand, say to the evening before the first bar. */
  setTime(at: string): Promise<void>;
  /** Sends what was placed, and lets the venue look. */
  look(): Promise<void>;
  /** The leader writes what it finds at the venue and dies before it can report it; its successor remembers nothing. */
  die(): Promise<void>;
  /** Places an order of the trader; it must be taken. */
  place(accountId: AccountId, order: Placed): Promise<string>;
}

/** The market stands at the first opening of all series. */
export async function openReplayDesk(appUrl: string, series: Series): Promise<ReplayDesk> {
  const desk = await openDesk(appUrl);
  const { database } = desk;
  await seedReference(database, { market: "replay", seed: "1" });
  const broker = createPaperBroker(database);
  const contextFor = (options?: ContextOptions) => ({ ...desk.contextFor(options), broker });
  for (const [symbol, file] of Object.entries(series)) {
    await importBars({ ctx: contextFor(), input: { symbol, ...readCsv(file) } });
  }
  const trader = await addUser(database, "trader");
  const [marketLease, venueLease] = [await leased(MARKET_LEASE), await leased(VENUE_LEASE)];
  const market = await loadMarket(database, { profiles: [], speed: dec("3600") });
  await keepFresh(contextFor(), marketLease, market);
  let state = createVenueState();

  async function leased(name: string): Promise<Lease> {
    const lease = await takeLease(database, name, crypto.randomUUID(), 600_000);
    if (lease === null) throw new Error(`the lease ${name} is held by somebody else`);
    return lease;
  }

  async function look(ctx: Context): Promise<void> {
    await desk.drain();
    // Arrivals are not listened for here, so the book is read anew each time.
    await matchVenueOnce(ctx, { lease: venueLease.name, epoch: venueLease.epoch, state, anew: true });
    await desk.drain();
  }

  return {
    desk,
    trader,
    venueLease,
    contextFor,
    jump: (hours) => stepMarket(contextFor(), marketLease, market, hours),
    async setTime(at) {
      await database.marketState.update({ where: { id: 1 }, data: { venueAt: new Date(at) } });
    },
    look: () => look(contextFor()),
    async die() {
      await look({ ...contextFor(), permissions: new Set<never>() }).catch(() => undefined);
      state = createVenueState();
    },
    async place(accountId, placed) {
      const ctx = contextFor({ user: trader });
      const { order, refusal } = await submitOrder({ ctx, input: { accountId, ...ticketOf(placed) } });
      if (refusal !== null) throw new Error(`${refusal.code}: ${refusal.message}`);
      await desk.drain();
      return order.id;
    },
  };
}

/** A file of bars: each line is date, open, high, low, close and, unless a million, volume. */
export function barFile(lines: readonly string[]): Buffer {
  const rows = lines.map((line) => (line.split(" ").length > 5 ? line : `${line} 1000000`).split(" ").join(","));
  return Buffer.from(["Date,Open,High,Low,Close,Volume", ...rows, ""].join("\n"));
}
