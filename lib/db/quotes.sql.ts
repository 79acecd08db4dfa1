/** Writes the latest quotes: all of a tick in one statement. */
import type { MarketQuote } from "#lib/ports/market-data.ts";
import type { Database, Tx } from "./client.ts";

export interface QuotesToWrite {
  readonly source: string;
  readonly tick: bigint;
  readonly assetIds: ReadonlyMap<string, string>;
  readonly quotes: readonly MarketQuote[];
}

export async function upsertQuotes(
  db: Database | Tx,
  { source, tick, assetIds, quotes }: QuotesToWrite,
): Promise<void> {
  if (quotes.length === 0) return;
  const rows = JSON.stringify(
    quotes.map(({ symbol, bid, ask, last, bidSize, askSize, open, previousClose, at }) => ({
      asset: assetIds.get(symbol),
      bid: bid.toFixed(),
      ask: ask.toFixed(),
      last: last.toFixed(),
      bid_size: bidSize.toFixed(),
      ask_size: askSize.toFixed(),
      open: open.toFixed(),
      previous_close: previousClose.toFixed(),
      at,
    })),
  );
  // In order of id, so that two writers never wait for each other crosswise.
  await db.$executeRaw`
    insert into quote (asset_id, source, bid, ask, last, bid_size, ask_size, open, previous_close, tick, venue_at, updated_at)
    select asset, ${source}, bid, ask, last, bid_size, ask_size, open, previous_close, ${tick}::bigint, at, clock_timestamp()
    from jsonb_to_recordset(${rows}::jsonb) as t (asset uuid, bid numeric, ask numeric, last numeric, bid_size numeric, ask_size numeric,
      open numeric, previous_close numeric, at timestamptz)
    order by asset
    on conflict (asset_id) do update set source = excluded.source, bid = excluded.bid, ask = excluded.ask, last = excluded.last,
      bid_size = excluded.bid_size, ask_size = excluded.ask_size, open = excluded.open, previous_close = excluded.previous_close,
      tick = excluded.tick, venue_at = excluded.venue_at, updated_at = excluded.updated_at`;
}

/** The quotes still hold: a market that stands still is not a dead one. Says how many there are. */
export function refreshQuotes(db: Database | Tx, source: string): Promise<number> {
  return db.$executeRaw`update quote set updated_at = clock_timestamp() where source = ${source}`;
}
