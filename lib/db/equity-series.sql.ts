/** The stored points of an equity curve, thinned to one a bucket by PostgreSQL: the last of each. */
import type { Database } from "./client.ts";

export interface EquityRow {
  readonly at: Date;
  readonly equity: string;
  readonly cash: string;
  readonly netDeposits: string;
}

export interface EquityQuery {
  readonly accountId: string;
  readonly interval: "1m" | "1d";
  /** Null from the first point on. */
  readonly from: Date | null;
  readonly bucketMinutes: number;
}

export function readEquityPoints(database: Database, query: EquityQuery): Promise<EquityRow[]> {
  const { accountId, interval, from, bucketMinutes } = query;
  return database.$queryRaw<EquityRow[]>`
    select at, equity::text as equity, cash::text as cash, net_deposits::text as "netDeposits"
    from (
      select distinct on (bucket) *
      from (
        select at, equity, cash, net_deposits,
          date_bin(make_interval(mins => ${bucketMinutes}::int), at, 'epoch'::timestamptz) as bucket
        from equity_point
        where account_id = ${accountId}::uuid and "interval" = ${interval} and at <= venue_now()
          and (${from}::timestamptz is null or at >= ${from}::timestamptz)
      ) points
      order by bucket, at desc
    ) thinned
    order by at`;
}
