/** Reads the latest quotes of this database's market. */
import type { Database } from "./client.ts";

export interface QuoteRecordRow {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly open: string;
  readonly previousClose: string;
  readonly tick: bigint;
  readonly source: string;
  readonly venueAt: Date;
  readonly updatedAt: Date;
}

/** `symbols` null means all of them. */
export function readQuotes(database: Database, symbols: readonly string[] | null): Promise<QuoteRecordRow[]> {
  const wanted = symbols === null ? null : [...symbols];
  return database.$queryRaw<QuoteRecordRow[]>`
    select q.asset_id as "instrumentId", a.symbol, q.bid::text as bid, q.ask::text as ask, q.last::text as last, q.bid_size::text as "bidSize",
      q.ask_size::text as "askSize", q.open::text as open, q.previous_close::text as "previousClose", q.tick, q.source,
      q.venue_at as "venueAt", q.updated_at as "updatedAt"
    from quote q
    join asset a on a.id = q.asset_id
    join market_state m on m.id = 1 and m.source = q.source
    where a.owner_account_id is null and (${wanted}::text[] is null or a.symbol = any(${wanted}::text[]))
    order by a.symbol`;
}
