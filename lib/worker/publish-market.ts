/** Publishes what the market's source says: quotes, bars and checkpoint in one transaction under the lease. */
import { upsertBars } from "#lib/db/bars.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import { refreshQuotes, upsertQuotes } from "#lib/db/quotes.sql.ts";
import type { MarketUpdate, QuoteCommand, SplitCommand } from "#lib/ports/market-data.ts";
import type { Context } from "#lib/services/context.ts";
import { holdLease, type Lease } from "./lease.ts";
import type { LoadedMarket } from "./load-market.ts";

/** Quotes, bars, venue time and checkpoint are seen together or not at all; a leader whose lease is gone publishes nothing. */
export async function publishUpdate(
  ctx: Context,
  lease: Lease,
  market: LoadedMarket,
  update: MarketUpdate,
  also?: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const { source } = market.data;
  const { tick, venueAt, quotes, bars, checkpoint } = update;
  await ctx.transact(async (tx) => {
    await holdLease(tx, lease);
    await tx.$executeRaw`
      update market_state set tick = ${tick}::bigint, state = ${JSON.stringify(checkpoint)}::jsonb,
        venue_at = case when stepped and mode = 'simulated' then venue_at else ${venueAt}::timestamptz end, updated_at = clock_timestamp() where id = 1`;
    await upsertBars(tx, source, market.assetIds, bars);
    await upsertQuotes(tx, { source, tick, assetIds: market.assetIds, quotes });
    await also?.(tx);
    tx.afterCommit(() => ctx.notifier.quotesChanged());
  });
}

/** Moves a stepped market by whole ticks. */
export async function stepMarket(
  ctx: Context,
  lease: Lease,
  market: LoadedMarket,
  ticks: number,
  also?: (tx: Tx) => Promise<unknown>,
) {
  return publishUpdate(ctx, lease, market, market.data.step(ticks, await steppedTime(ctx)), also);
}

/** Sets one symbol's quote in a stepped market, until the next step. */
export async function quoteMarket(
  ctx: Context,
  lease: Lease,
  market: LoadedMarket,
  command: QuoteCommand,
  also?: (tx: Tx) => Promise<unknown>,
) {
  return publishUpdate(ctx, lease, market, market.data.setQuote(command, await steppedTime(ctx)), also);
}

/** A split of an instrument goes through to its price; everything that follows is per unit of after it. */
export async function splitMarket(
  ctx: Context,
  lease: Lease,
  market: LoadedMarket,
  command: SplitCommand,
  also?: (tx: Tx) => Promise<unknown>,
) {
  return publishUpdate(ctx, lease, market, market.data.split(command, await steppedTime(ctx)), also);
}

/** A stepped market's own clock, where an operator has set one. */
async function steppedTime(ctx: Context): Promise<Date> {
  const state = await ctx.database.marketState.findFirst({ where: { stepped: true, mode: "simulated" } });
  return state?.venueAt ?? ctx.clock.now();
}

/** One beat: whatever has become known is published; a market that stands still says that its quotes still hold. */
export async function beat(ctx: Context, lease: Lease, market: LoadedMarket): Promise<{ readonly behind: boolean }> {
  const update = market.data.advance(ctx.clock.now());
  if (update === null) {
    await keepFresh(ctx, lease, market);
    return { behind: false };
  }
  await publishUpdate(ctx, lease, market, update);
  return { behind: update.behind };
}

/** After a crash of PostgreSQL the quotes are gone, because their table keeps no log: then they are written anew. */
export async function keepFresh(ctx: Context, lease: Lease, market: LoadedMarket): Promise<void> {
  const refreshed = await ctx.transact(async (tx) => {
    await holdLease(tx, lease);
    return refreshQuotes(tx, market.data.source);
  });
  if (refreshed > 0) return;
  const again = market.data.current(ctx.clock.now());
  if (again.quotes.length > 0) await publishUpdate(ctx, lease, market, again);
}
