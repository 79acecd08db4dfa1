/** Writes and reads closes that are packed by instrument and year; a pack is 366 whole numbers in network order. */
import type { ClosePack } from "#lib/domain/performance/close-line.ts";
import { DAYS_IN_PACK, NO_CLOSE } from "#lib/domain/performance/close-line.ts";
import type { Database, Tx } from "./client.ts";

/** Imported by admins, for everybody. */
export const SHARED_SERIES = "shared";

/** Imported by one account, seen by nobody else. */
export function accountSeries(accountId: string): string {
  return `account:${accountId}`;
}

export interface CloseEntry {
  readonly assetId: string;
  readonly currencyId: string;
  readonly day: string;
  /** A plain decimal; null takes the day's close away. */
  readonly close: string | null;
}

export interface ClosesToWrite {
  readonly series: string;
  /** By splits up to the newest one; otherwise as traded on its day. */
  readonly adjusted: boolean;
  readonly entries: readonly CloseEntry[];
}

/** One round trip. The later of two entries for one day counts. Answers how many packs were written. */
export async function writeCloses(db: Database | Tx, { series, adjusted, entries }: ClosesToWrite): Promise<number> {
  if (entries.length === 0) return 0;
  const rows = await db.$queryRaw<{ packs: number }[]>`
    select write_closes(${series}, ${adjusted}, ${entries.map(({ assetId }) => assetId)}::uuid[],
      ${entries.map(({ currencyId }) => currencyId)}::uuid[], ${entries.map(({ day }) => day)}::text[]::date[],
      ${entries.map(({ close }) => close)}::text[]::numeric[]) as packs`;
  return rows[0]?.packs ?? 0;
}

/** Whole years of the market's daily bars, for instruments whose bars are older than their packs. Answers how many packs were written. */
export async function packMarketCloses(db: Database): Promise<number> {
  const rows = await db.$queryRaw<{ packs: number }[]>`
    with missing as (
      select m.source, i.id, i.currency_id from market_state m cross join asset i
      where i.kind = 'instrument' and not exists (select 1 from close_year c where c.series = m.source and c.asset_id = i.id))
    select coalesce(write_closes(source, false, array_agg(asset_id), array_agg(currency_id), array_agg(trading_day), array_agg(close)), 0) as packs
    from (select b.source, b.asset_id, x.currency_id, b.trading_day, b.close from missing x
      join bar b on b.source = x.source and b.asset_id = x.id and b.interval = '1d') bars
    group by source`;
  return rows[0]?.packs ?? 0;
}

export interface ReadClosePack extends ClosePack {
  readonly series: string;
  readonly assetId: string;
  readonly currencyId: string;
}

export interface ClosePacksQuery {
  readonly series: readonly string[];
  readonly assetIds: readonly string[];
  readonly fromYear: number;
  readonly toYear: number;
}

/** Closes as base64: as bytes the driver would turn them into text and back twice more on their way. */
type PackRow = Omit<ReadClosePack, "closes"> & { readonly closes: string };

/** Whole packs of some years, in one statement. */
export async function readClosePacks(db: Database | Tx, query: ClosePacksQuery): Promise<ReadClosePack[]> {
  const { series, assetIds, fromYear, toYear } = query;
  if (assetIds.length === 0) return [];
  const rows = await db.$queryRaw<PackRow[]>`
    select series, asset_id as "assetId", currency_id as "currencyId", year, adjusted, places, encode(closes, 'base64') as closes
    from close_year
    where asset_id = any(${assetIds}::uuid[]) and series = any(${series}::text[]) and year between ${fromYear}::int and ${toYear}::int
    order by asset_id, year`;
  return rows.map((row) => ({ ...row, closes: unpack(row.closes) }));
}

function unpack(text: string, start = 0): BigInt64Array {
  const closes = new BigInt64Array(DAYS_IN_PACK);
  const view = Buffer.from(closes.buffer);
  const bytes = view.write(text, start * 8, "base64");
  view.subarray(start * 8, start * 8 + bytes).swap64();
  if (bytes < view.length) {
    closes.fill(NO_CLOSE, 0, start);
    closes.fill(NO_CLOSE, start + bytes / 8);
  }
  return closes;
}

export interface CloseWindowQuery {
  readonly series: readonly string[];
  readonly assetIds: readonly string[];
  readonly day: string;
}

/** Of packs only the weeks before a day: what a report of that day needs, a tenth of the bytes. Longer ago: `readClosePacks`. */
export async function readCloseWindow(db: Database | Tx, query: CloseWindowQuery): Promise<ReadClosePack[]> {
  const { series, assetIds, day } = query;
  if (assetIds.length === 0) return [];
  const last = new Date(`${day}T00:00:00Z`);
  const first = new Date(last.getTime() - WINDOW_DAYS * 86_400_000);
  const [fromYear, toYear] = [first.getUTCFullYear(), last.getUTCFullYear()];
  // Years and slots as plain numbers: worked out per row they cost more than all the rest.
  const rows = await db.$queryRaw<(PackRow & { readonly start: number })[]>`
    select c.series, c.asset_id as "assetId", c.currency_id as "currencyId", c.year, c.adjusted, c.places, w.start,
      encode(substring(c.closes from w.start * 8 + 1 for (w.last - w.start) * 8), 'base64') as closes
    from close_year c
    cross join lateral (select case when c.year = ${fromYear}::int then ${slotOf(first)}::int else 0 end as start,
      case when c.year = ${toYear}::int then ${slotOf(last) + 1}::int else ${DAYS_IN_PACK}::int end as last) w
    where c.asset_id = any(${[...assetIds]}::uuid[]) and c.series = any(${[...series]}::text[])
      and c.year between ${fromYear}::int and ${toYear}::int`;
  return rows.map(({ start, ...row }) => ({ ...row, closes: unpack(row.closes, start) }));
}

/** Longer than any market has stayed closed in peace. */
const WINDOW_DAYS = 40;

function slotOf(day: Date): number {
  return (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000;
}

/** Which of these series know the asset at all. */
export async function readKnownSeries(
  db: Database | Tx,
  { series, assetIds }: { readonly series: readonly string[]; readonly assetIds: readonly string[] },
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  // One look into the key for each pair; an aggregate would read every year of every asset.
  const rows = await db.$queryRaw<{ assetId: string; series: string }[]>`
    select a.id as "assetId", s.name as series from unnest(${[...assetIds]}::uuid[]) as a (id) cross join unnest(${[...series]}::text[]) as s (name)
    cross join lateral (select 1 from close_year c where c.series = s.name and c.asset_id = a.id limit 1) known`;
  const known = new Map<string, Set<string>>();
  for (const { assetId, series: of } of rows) known.set(assetId, (known.get(assetId) ?? new Set()).add(of));
  return known;
}

export interface CloseQuery {
  readonly series: readonly string[];
  readonly assetId: string;
  readonly fromDay?: string;
  readonly toDay?: string;
}

export interface CloseRow {
  readonly series: string;
  readonly currencyId: string;
  readonly adjusted: boolean;
  readonly day: string;
  readonly close: string;
}

/** Row by row, for looking at closes and taking them out again. */
export function readClosesOf(db: Database | Tx, query: CloseQuery): Promise<CloseRow[]> {
  const { series, assetId, fromDay = "1900-01-01", toDay = "2999-12-31" } = query;
  return db.$queryRaw<CloseRow[]>`
    select c.series, c.currency_id as "currencyId", c.adjusted, to_char(d.day, 'YYYY-MM-DD') as day,
      trim_scale(l.close / 10::numeric ^ c.places)::text as close
    from close_year c
    cross join lateral generate_series(1, 366) as n (slot)
    cross join lateral (select make_date(c.year, 1, 1) + n.slot - 1 as day) d
    cross join lateral last_close(c.closes, n.slot) l
    where c.asset_id = ${assetId}::uuid and c.series = any(${series}::text[]) and l.slot = n.slot
      and c.year between extract(year from ${fromDay}::text::date) and extract(year from ${toDay}::text::date)
      and d.day between ${fromDay}::text::date and ${toDay}::text::date
    order by c.series, d.day`;
}
