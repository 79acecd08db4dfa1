/** Which closes an account is valued by, and its rates: one rule for the worker's series and for every report. */

import type { Database, Tx } from "#lib/db/client.ts";
import {
  accountSeries,
  type ReadClosePack,
  readClosePacks,
  readCloseWindow,
  readKnownSeries,
  SHARED_SERIES,
} from "#lib/db/closes.sql.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import type { SplitOfHolding } from "#lib/domain/books/holding.ts";
import { CloseLine, NO_CLOSE } from "#lib/domain/performance/close-line.ts";
import { dayNumber, yearStart } from "#lib/domain/performance/day-number.ts";
import { FIXED_ONE, type Fixed, fixedOver } from "#lib/domain/shared/fixed.ts";
import { asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";

export interface RateOfFact {
  readonly currencyId: string;
  readonly day: LocalDate;
  readonly rate: Fixed;
}

export interface PriceBook {
  readonly closesOf: (instrumentId: string) => CloseLine | null;
  /** Its prices come from the account's market, so that today it has the quote. */
  readonly fromMarket: (instrumentId: string) => boolean;
  readonly splitsOf: (instrumentId: string) => readonly SplitOfHolding[];
  readonly rateOn: (currencyId: string, day: LocalDate) => Fixed | null;
}

export interface PriceBookQuery {
  readonly head: PerformanceHead;
  readonly instrumentIds: readonly string[];
  /** Of facts; those of closes are found beside them. */
  readonly currencyIds: readonly string[];
  /** All days of these, or only what the last of them needs. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly only?: "last";
  /** Rates that facts brought themselves, by day: where nobody has imported any. */
  readonly factRates: readonly RateOfFact[];
}

const YEARS_BACK = 1;

export async function readPriceBook(db: Database | Tx, query: PriceBookQuery): Promise<PriceBook> {
  const { head, instrumentIds, currencyIds, from, to } = query;
  const own = accountSeries(head.accountId);
  const series = [own, SHARED_SERIES, head.marketSource];
  const years = { fromYear: yearOfDay(from) - YEARS_BACK, toYear: yearOfDay(to) };
  const [known, packs] = await Promise.all([
    readKnownSeries(db, { series, assetIds: instrumentIds }),
    query.only === "last"
      ? readLast(db, series, instrumentIds, to)
      : readClosePacks(db, { series, assetIds: instrumentIds, ...years }),
  ]);
  const currencies = new Set([head.currencyId, ...currencyIds, ...packs.map(({ currencyId }) => currencyId)]);
  const rates =
    currencies.size > 1
      ? await readClosePacks(db, { series: [own, SHARED_SERIES], assetIds: [...currencies], ...years })
      : [];
  const splits = splitsByInstrument(head);
  const fromMarket = (id: string) => valuedByMarket(head, known.get(id) ?? new Set());
  const byAsset = Map.groupBy(packs, ({ assetId }) => assetId);
  const lines = new Map<string, CloseLine | null>();
  const closesOf = (id: string) => {
    const made = lines.get(id);
    if (made !== undefined) return made;
    const wanted = fromMarket(id) ? [head.marketSource] : [own, SHARED_SERIES];
    const line = lineOf(byAsset.get(id) ?? [], wanted, splits.get(id) ?? [], head);
    lines.set(id, line);
    return line;
  };
  return {
    closesOf,
    fromMarket,
    splitsOf: (id) => splits.get(id) ?? [],
    rateOn: ratesFrom(query, rates, [own, SHARED_SERIES]),
  };
}

/**
 * A paper account trades at its market's prices and is valued by these alone; what its market does not have, by imported closes. A book
 * tells of trades elsewhere: closes that were imported for a symbol come first, and only where there are none the market's. The two are
 * never mixed within one symbol.
 */
function valuedByMarket({ kind, marketSource }: PerformanceHead, known: ReadonlySet<string>): boolean {
  // Without any closes there may still be a quote.
  if (!known.has(marketSource)) return known.size === 0;
  return kind === "paper" || known.size === 1;
}

/** A window of some weeks is enough for nearly all; the others are read whole. */
async function readLast(db: Database | Tx, series: readonly string[], assetIds: readonly string[], day: LocalDate) {
  const near = await readCloseWindow(db, { series, assetIds, day });
  const seen = new Map<string, number>();
  for (const { assetId, series: of, closes } of near) {
    seen.set(`${assetId} ${of}`, (seen.get(`${assetId} ${of}`) ?? 0) + countLast(closes));
  }
  const far = assetIds.filter((id) => series.every((of) => (seen.get(`${id} ${of}`) ?? 0) < ENOUGH));
  if (far.length === 0) return near;
  const whole = await readClosePacks(db, { series, assetIds: far, fromYear: 1900, toYear: yearOfDay(day) });
  const replaced = new Set(far);
  return [...near.filter(({ assetId }) => !replaced.has(assetId)), ...whole];
}

/** The last close, and the one before it. */
const ENOUGH = 2;

/** From the end, and no further than to enough. */
function countLast(closes: BigInt64Array): number {
  let count = 0;
  for (let at = closes.length - 1; at >= 0 && count < ENOUGH; at -= 1) if (closes[at] !== NO_CLOSE) count += 1;
  return count;
}

function lineOf(
  packs: readonly ReadClosePack[],
  wanted: readonly string[],
  splits: readonly SplitOfHolding[],
  head: PerformanceHead,
): CloseLine | null {
  // What was traded comes before what was adjusted.
  const chosen = wanted.flatMap((series) => {
    const own = packs.filter((pack) => pack.series === series);
    return [...own.filter(({ adjusted }) => !adjusted), ...own.filter(({ adjusted }) => adjusted)];
  });
  const [first] = chosen;
  if (first === undefined) return null;
  if (first.series === head.marketSource) for (const pack of chosen) hideUnfinished(pack, head.venueDay);
  // One currency a line: that of the closes that count first.
  const same = chosen.filter(({ currencyId }) => currencyId === first.currencyId);
  return new CloseLine(first.currencyId, same, splits);
}

/** The market's bar of a day that is not over is no close; in a replay it would show the future. */
function hideUnfinished({ year, closes }: ReadClosePack, venueDay: string): void {
  const slot = dayNumber(asLocalDate(venueDay)) - yearStart(year);
  if (slot < closes.length) closes.fill(NO_CLOSE, Math.max(0, slot));
}

function splitsByInstrument({ splits }: PerformanceHead): ReadonlyMap<string, SplitOfHolding[]> {
  const all = new Map<string, SplitOfHolding[]>();
  for (const { instrumentId, day, ratioNew, ratioOld } of splits) {
    const split = { day: asLocalDate(day), ratioNew: BigInt(ratioNew), ratioOld: BigInt(ratioOld) };
    const list = all.get(instrumentId);
    if (list === undefined) all.set(instrumentId, [split]);
    else list.push(split);
  }
  return all;
}

/** The last imported rate on or before the day, either way round; with none, the rate of the last fact that named one. */
function ratesFrom(
  { head, factRates }: PriceBookQuery,
  packs: readonly ReadClosePack[],
  order: readonly string[],
): PriceBook["rateOn"] {
  const base = head.currencyId;
  const line = (assetId: string, currencyId: string) => {
    const pair = packs.filter((pack) => pack.assetId === assetId && pack.currencyId === currencyId);
    return lineOf(pair, order, [], head);
  };
  const lines = new Map<string, { readonly to: CloseLine | null; readonly back: CloseLine | null }>();
  const byCurrency = Map.groupBy(factRates, ({ currencyId }) => currencyId);
  return (currencyId, day) => {
    if (currencyId === base) return FIXED_ONE;
    const pair = lines.get(currencyId) ?? { to: line(currencyId, base), back: line(base, currencyId) };
    lines.set(currencyId, pair);
    const [direct, inverse] = [pair.to?.on(day) ?? null, pair.back?.on(day) ?? null];
    if (direct !== null && (inverse === null || direct.day >= inverse.day)) return direct.close;
    if (inverse !== null && inverse.close !== 0n) return fixedOver(FIXED_ONE, inverse.close);
    return byCurrency.get(currencyId)?.findLast((fact) => fact.day <= day)?.rate ?? null;
  };
}

function yearOfDay(day: LocalDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCFullYear();
}
