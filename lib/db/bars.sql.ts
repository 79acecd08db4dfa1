/** Writes bars by the thousand in one statement; a bar that is there already takes the new values. */
import type { Bar } from "#lib/domain/market/bars.ts";
import type { Database, Tx } from "./client.ts";

export const BARS_A_STATEMENT = 10_000;

/** Months must exist: see `ensureBarMonths`. */
export async function upsertBars(
  db: Database | Tx,
  source: string,
  assetIds: ReadonlyMap<string, string>,
  bars: readonly Bar[],
): Promise<void> {
  for (let start = 0; start < bars.length; start += BARS_A_STATEMENT) {
    const part = bars.slice(start, start + BARS_A_STATEMENT);
    const ids = part.map((bar) => assetIds.get(bar.symbol) ?? null);
    await db.$executeRaw`
      insert into bar (source, asset_id, interval, start_at, trading_day, open, high, low, close, volume)
      select ${source}, a::uuid, i, s, d::date, o::numeric, h::numeric, l::numeric, c::numeric, v::numeric
      from unnest(${ids}::text[], ${part.map((b) => b.interval)}::text[], ${part.map((b) => b.startAt)}::timestamptz[],
        ${part.map((b) => b.tradingDay)}::text[], ${part.map((b) => b.open)}::text[], ${part.map((b) => b.high)}::text[],
        ${part.map((b) => b.low)}::text[], ${part.map((b) => b.close)}::text[], ${part.map((b) => b.volume)}::text[])
        as t (a, i, s, d, o, h, l, c, v)
      on conflict (source, asset_id, interval, start_at) do update set
        open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume`;
    await packCloses(db, source, assetIds, part);
  }
}

/** The closes of days are also kept packed by year, for reports. */
async function packCloses(
  db: Database | Tx,
  source: string,
  assetIds: ReadonlyMap<string, string>,
  bars: readonly Bar[],
): Promise<void> {
  const daily = bars.filter(({ interval }) => interval === "1d");
  if (daily.length === 0) return;
  await db.$queryRaw`
    select write_closes(${source}, false, array_agg(i.id order by n), array_agg(i.currency_id order by n), array_agg(d::date order by n),
      array_agg(c::numeric order by n))
    from unnest(${daily.map((b) => assetIds.get(b.symbol) ?? null)}::uuid[], ${daily.map((b) => b.tradingDay)}::text[],
      ${daily.map((b) => b.close)}::text[]) with ordinality as t (a, d, c, n)
    join asset i on i.id = t.a`;
}

export async function ensureBarMonths(db: Database | Tx, from: Date, to: Date): Promise<void> {
  await db.$queryRaw`select ensure_month_partitions('bar', ${from}::timestamptz, ${to}::timestamptz)`;
}
