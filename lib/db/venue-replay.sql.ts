/** What the venue's leader reads and writes in a replay: the venue's clock and its last look, bars that were passed, and what came of them. */
import type { Bar } from "#lib/domain/market/bars.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import type { DailyBar } from "#lib/domain/venue/passed-bars.ts";
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";
import type { BookEntry, LeaseEntry, MarkEntry } from "./venue.sql.ts";

export interface VenueClock {
  readonly venueAt: Date;
  /** Null unless this database's market is a replay. */
  readonly replay: ReplayLook | null;
}

export interface ReplayLook {
  /** Of its bars. */
  readonly source: string;
  /** Up to this venue time every bar has been met; null before the first look. */
  readonly lookedAt: Date | null;
}

export async function loadVenueClock(database: Database): Promise<VenueClock> {
  const rows = await database.$queryRaw<{ venueAt: Date; source: string | null; lookedAt: Date | null }[]>`
    select venue_now() as "venueAt", m.source, m.venue_looked_at as "lookedAt"
    from (select 1) as one left join market_state m on m.id = 1 and m.mode = 'replay'`;
  const [row] = rows;
  if (row === undefined) throw new Error("venue_now() answers with one row");
  const { venueAt, source, lookedAt } = row;
  return { venueAt, replay: source === null ? null : { source, lookedAt } };
}

interface BarRow extends Omit<Bar, "symbol" | "interval" | "tradingDay"> {
  readonly assetId: string;
  readonly assetClass: AssetClass;
  readonly tickSize: string;
  readonly symbol: string;
  readonly tradingDay: string;
}

/** Daily bars of the days between two venue times, both included, of symbols that have open orders. */
export async function loadBarsBetween(
  database: Database,
  { source, from, to }: { readonly source: string; readonly from: Date; readonly to: Date },
): Promise<DailyBar[]> {
  const rows = await database.$queryRaw<BarRow[]>`
    select b.asset_id as "assetId", i.asset_class as "assetClass", coalesce(i.tick_size, 0.01)::text as "tickSize", i.symbol,
      b.start_at as "startAt", to_char(b.trading_day, 'YYYY-MM-DD') as "tradingDay", trim_scale(b.open)::text as open,
      trim_scale(b.high)::text as high, trim_scale(b.low)::text as low, trim_scale(b.close)::text as close, trim_scale(b.volume)::text as volume
    from bar b join asset i on i.id = b.asset_id
    where b.source = ${source} and b.interval = '1d' and b.start_at >= ${from}::timestamptz - interval '1 day' and b.start_at < ${to}::timestamptz
      and b.trading_day between venue_day(${from}::timestamptz) and venue_day(${to}::timestamptz)
      and b.asset_id in (select asset_id from venue_order where status = 'open')`;
  return rows.map(({ assetId, assetClass, tickSize, tradingDay, ...bar }) => ({
    assetId,
    assetClass,
    tickSize: dec(tickSize),
    bar: { ...bar, interval: "1d", tradingDay: asLocalDate(tradingDay) },
  }));
}

export interface AuctionPrices {
  readonly open: string;
  readonly close: string;
}

/** The opening and the closing price of a symbol's day; null when it did not trade on it. */
export async function loadAuctionPrices(
  database: Database,
  { source, assetId, at }: { readonly source: string; readonly assetId: string; readonly at: Date },
): Promise<AuctionPrices | null> {
  const rows = await database.$queryRaw<AuctionPrices[]>`
    select trim_scale(open)::text as open, trim_scale(close)::text as close from bar
    where source = ${source} and asset_id = ${assetId}::uuid and interval = '1d' and start_at <= ${at}::timestamptz
      and start_at > ${at}::timestamptz - interval '2 days' and trading_day = venue_day(${at}::timestamptz)`;
  return rows[0] ?? null;
}

export interface PassEntry extends MarkEntry {
  readonly entries: readonly BookEntry[];
  readonly lookedAt: string;
}

/** False when an order was changed meanwhile: then nothing was written, and the same bars are still to be met. */
export function writePass(database: Database, entry: PassEntry): Promise<boolean> {
  return callJson<boolean>(database.$queryRaw`select venue_pass(${JSON.stringify(entry)}::jsonb) as result`);
}

/** Up to there nothing is left to be met. */
export async function writeLookedAt(
  database: Database,
  term: Pick<LeaseEntry, "lease" | "epoch">,
  at: Date,
): Promise<void> {
  const nothing = { ...term, at: at.toISOString(), entries: [], marks: [], lookedAt: at.toISOString() };
  await writePass(database, nothing);
}
