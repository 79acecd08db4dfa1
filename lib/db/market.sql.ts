/** Reads the bars a market goes on from. */
import { type Bar, type BarInterval, tradingDayOf } from "#lib/domain/market/bars.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { Database } from "./client.ts";

interface BarRow {
  readonly symbol: string;
  readonly start_at: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** All daily bars of a source by symbol, in order of time. */
export async function loadDailyBars(database: Database, source: string): Promise<Map<string, Bar[]>> {
  const rows = await database.$queryRaw<BarRow[]>`
    select a.symbol, b.start_at, trim_scale(b.open)::text as open, trim_scale(b.high)::text as high, trim_scale(b.low)::text as low, trim_scale(b.close)::text as close, trim_scale(b.volume)::text as volume
    from bar b join asset a on a.id = b.asset_id where b.source = ${source} and b.interval = '1d' and a.owner_account_id is null order by b.start_at`;
  const bySymbol = new Map<string, Bar[]>();
  for (const row of rows) {
    const list = bySymbol.get(row.symbol);
    if (list) list.push(toBar(row, "1d"));
    else bySymbol.set(row.symbol, [toBar(row, "1d")]);
  }
  return bySymbol;
}

export interface LatestBars {
  readonly minutes: readonly Bar[];
  /** Made of the latest day's minutes, which are written at every tick. */
  readonly days: readonly Bar[];
  readonly previousCloses: ReadonlyMap<string, Decimal>;
}

export async function loadLatestBars(database: Database, source: string): Promise<LatestBars> {
  const minutes = await database.$queryRaw<BarRow[]>`
    select a.symbol, b.start_at, trim_scale(b.open)::text as open, trim_scale(b.high)::text as high, trim_scale(b.low)::text as low, trim_scale(b.close)::text as close, trim_scale(b.volume)::text as volume
    from asset a cross join lateral (select * from bar where source = ${source} and asset_id = a.id and interval = '1m'
      order by start_at desc limit 1) b
    where a.kind = 'instrument' and a.owner_account_id is null`;
  const days = await database.$queryRaw<(BarRow & { readonly previous_close: string | null })[]>`
    select a.symbol, d.*, (select close::text from bar where source = ${source} and asset_id = a.id and interval = '1d'
        and trading_day < l.trading_day order by start_at desc limit 1) as previous_close
    from asset a
    cross join lateral (select trading_day from bar where source = ${source} and asset_id = a.id and interval = '1m'
      order by start_at desc limit 1) l
    cross join lateral (
      select l.trading_day::timestamp at time zone 'America/New_York' as start_at, trim_scale((array_agg(open order by start_at))[1])::text as open,
        trim_scale(max(high))::text as high, trim_scale(min(low))::text as low, trim_scale((array_agg(close order by start_at desc))[1])::text as close, trim_scale(sum(volume))::text as volume
      from bar where source = ${source} and asset_id = a.id and interval = '1m'
        and start_at >= l.trading_day::timestamp at time zone 'America/New_York') d
    where a.kind = 'instrument' and a.owner_account_id is null`;
  const closes = days.flatMap(({ symbol, previous_close }) =>
    previous_close === null ? [] : [[symbol, dec(previous_close)] as const],
  );
  return {
    minutes: minutes.map((row) => toBar(row, "1m")),
    days: days.map((row) => toBar(row, "1d")),
    previousCloses: new Map(closes),
  };
}

function toBar({ symbol, start_at: startAt, open, high, low, close, volume }: BarRow, interval: BarInterval): Bar {
  return { symbol, interval, startAt, tradingDay: tradingDayOf(startAt), open, high, low, close, volume };
}
