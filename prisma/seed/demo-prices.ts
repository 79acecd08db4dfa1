/** Moves the market to a moment of its own past: venue time, and quotes taken from the bars that stand there. */
import type { Database } from "#lib/db/client.ts";
import { barStart } from "#lib/domain/market/bars.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { addDays, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";

export interface PastPrice {
  readonly assetId: string;
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly fine: boolean;
}

export type PastPrices = ReadonlyMap<string, PastPrice>;

/** Venue time alone; the quotes stay. */
export async function setVenueTime(database: Database, at: Date | null): Promise<void> {
  await database.$executeRaw`update market_state set venue_at = ${at}::timestamptz where id = 1`;
}

/**
 * Venue time and quotes of one moment. Where there are minute bars the price is the minute's open, else it lies on the way from the day's
 * open to its close. Bid and ask stay between the bar's low and high, so that every fill lies inside a bar.
 */
export async function goTo(database: Database, source: string, at: Date, size = "400"): Promise<PastPrices> {
  await setVenueTime(database, at);
  // Reckoned here and not in SQL: known dates let PostgreSQL look into one month's bars only.
  const day = toLocalDate(at, VENUE_ZONE);
  const dayAt = startOfDay(day, VENUE_ZONE);
  const yesterdayAt = startOfDay(addDays(day, -1), VENUE_ZONE);
  const minuteAt = barStart(at, "1m");
  const elapsed = `${Math.trunc((at.getTime() - dayAt.getTime()) / 1_000)}`;
  const rows = await database.$queryRaw<{ assetId: string; symbol: string; bid: string; ask: string; fine: boolean }[]>`
    with priced as (
      select i.id, i.symbol, i.tick_size, i.asset_class, d.open as day_open, coalesce(p.close, d.open) as previous_close,
        coalesce(m.low, d.low) as low, coalesce(m.high, d.high) as high,
        round(coalesce(m.open, d.open + (d.close - d.open) * least(${elapsed}::numeric / 86400, 1)) / i.tick_size) * i.tick_size as last
      from asset i
      join bar d on d.source = ${source} and d.asset_id = i.id and d.interval = '1d' and d.start_at = ${dayAt}::timestamptz
      left join bar p on p.source = ${source} and p.asset_id = i.id and p.interval = '1d' and p.start_at = ${yesterdayAt}::timestamptz
      left join bar m on m.source = ${source} and m.asset_id = i.id and m.interval = '1m' and m.start_at = ${minuteAt}::timestamptz
      where i.kind = 'instrument')
    insert into quote (asset_id, source, bid, ask, last, bid_size, ask_size, open, previous_close, tick, venue_at, updated_at)
    select id, ${source}, greatest(low, last - tick_size), least(high, last + tick_size), last, ${size}::numeric, ${size}::numeric,
      day_open, previous_close, 0, ${at}::timestamptz, clock_timestamp()
    from priced order by id
    on conflict (asset_id) do update set source = excluded.source, bid = excluded.bid, ask = excluded.ask, last = excluded.last,
      bid_size = excluded.bid_size, ask_size = excluded.ask_size, open = excluded.open, previous_close = excluded.previous_close,
      tick = excluded.tick, venue_at = excluded.venue_at, updated_at = excluded.updated_at
    returning asset_id as "assetId", (select symbol from asset a where a.id = asset_id) as symbol, bid::text, ask::text,
      (select asset_class = 'crypto' from asset a where a.id = asset_id) as fine`;
  return new Map(rows.map((row) => [row.symbol, { ...row, bid: dec(row.bid), ask: dec(row.ask) }]));
}

/**
 * The symbol and day of the last two months whose price was furthest below what came later, and never came back to it: an order filled in
 * part there still waits today.
 */
export async function findBargain(
  database: Database,
  source: string,
  end: Date,
): Promise<{ symbol: string; dayAt: Date } | null> {
  const rows = await database.$queryRaw<{ symbol: string; dayAt: Date }[]>`
    with latest as (select distinct on (asset_id) asset_id, close from bar
      where source = ${source} and interval = '1d' and start_at > ${end}::timestamptz - interval '3 days'
      order by asset_id, start_at desc)
    select i.symbol, b.start_at as "dayAt"
    from bar b join latest l on l.asset_id = b.asset_id join asset i on i.id = b.asset_id
    where b.source = ${source} and b.interval = '1d' and i.asset_class = 'us_equity'
      and b.start_at between ${end}::timestamptz - interval '60 days' and ${end}::timestamptz - interval '8 days'
      and not exists (select 1 from bar c where c.source = b.source and c.asset_id = b.asset_id and c.interval = '1d'
        and c.start_at > b.start_at and least(c.open, c.close) <= b.close * 1.004)
    order by b.close / l.close limit 1`;
  return rows[0] ?? null;
}

/** What one symbol offers at this moment, for orders that are to be filled in part. */
export async function offerOnly(database: Database, assetId: string, size: string): Promise<void> {
  await database.quote.update({ where: { assetId }, data: { askSize: size, bidSize: size } });
}

/** Takes off the quotes what was filled from this moment on: they are then as a start that was killed had left them. */
export async function takeExecuted(database: Database, since: Date, assetId: string | null = null): Promise<void> {
  await database.$executeRaw`
    with filled as (
      select v.asset_id, coalesce(sum(e.quantity) filter (where v.side = 'buy'), 0) as bought,
        coalesce(sum(e.quantity) filter (where v.side = 'sell'), 0) as sold
      from venue_execution e join venue_order v on v.order_id = e.order_id
      where e.executed_at >= ${since}::timestamptz and (${assetId}::uuid is null or v.asset_id = ${assetId}::uuid)
      group by v.asset_id)
    update quote set ask_size = greatest(ask_size - bought, 0), bid_size = greatest(bid_size - sold, 0)
    from filled where filled.asset_id = quote.asset_id`;
}

export type SavedQuotes = Awaited<ReturnType<typeof saveQuotes>>;

export function saveQuotes(database: Database) {
  return database.quote.findMany();
}

/** The present again: the quotes as they stood, and venue time back to the wall clock. */
export async function returnToPresent(database: Database, quotes: SavedQuotes): Promise<void> {
  const now = new Date();
  for (const { assetId, ...quote } of quotes) {
    const data = { ...quote, updatedAt: now };
    await database.quote.upsert({ where: { assetId }, create: { assetId, ...data }, update: data });
  }
  await setVenueTime(database, null);
}
