/** Reads bars of an instrument, gathered into wider ones by PostgreSQL, newest first. */
import type { Database } from "./client.ts";

export interface BarRow {
  readonly startAt: Date;
  readonly tradingDay: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export interface BarQuery {
  readonly source: string;
  readonly instrumentId: string;
  readonly stored: "1m" | "1d";
  /** How many stored bars make one of these. */
  readonly width: number;
  readonly before: Date | null;
  readonly limit: number;
  /** In a replay the bar of a period that is not over would show the future. */
  readonly wholeOnly: boolean;
}

/** Reads width × (limit + 1) stored bars at most: the oldest group may be cut there, and is the one left out. */
export function readBars(database: Database, query: BarQuery): Promise<BarRow[]> {
  const { source, instrumentId, stored, width, before, limit, wholeOnly } = query;
  const length = stored === "1m" ? "1 minute" : "1 day";
  return database.$queryRaw<BarRow[]>`
    select min(start_at) as "startAt", to_char(min(trading_day), 'YYYY-MM-DD') as "tradingDay",
      trim_scale((array_agg(open order by start_at))[1])::text as open, trim_scale(max(high))::text as high, trim_scale(min(low))::text as low,
      trim_scale((array_agg(close order by start_at desc))[1])::text as close, trim_scale(sum(volume))::text as volume
    from (
      select start_at, trading_day, open, high, low, close, volume,
        case when ${width}::int = 1 then start_at
             else date_bin(make_interval(mins => ${width}::int), start_at, 'epoch'::timestamptz) end as bucket
      from bar
      where source = ${source} and asset_id = ${instrumentId}::uuid and "interval" = ${stored} and start_at <= venue_now()
        and (not ${wholeOnly}::boolean or start_at + ${length}::interval <= venue_now())
        and (${before}::timestamptz is null or start_at < ${before}::timestamptz)
      order by start_at desc
      limit ${width * (limit + 1)}::int
    ) newest
    group by bucket
    order by bucket desc
    limit ${limit}::int`;
}
