/** The month partitions of the tables that grow by time, made ahead of need. */
import type { Database } from "./client.ts";

/** From the present month to three months ahead. Says how many were made. */
export async function ensureUpcomingMonths(database: Database): Promise<number> {
  const rows = await database.$queryRaw<{ made: number }[]>`
    select sum(ensure_month_partitions(t::regclass, now(), now() + interval '3 months'))::int as made
    from unnest(array['audit_event', 'stream_event', 'bar']) as u (t)`;
  return rows[0]?.made ?? 0;
}
