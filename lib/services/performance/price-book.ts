/** Which closes an account is valued by, and its rates: one rule for the worker's series and for every report. */

import type { Database, Tx } from "#lib/db/client.ts";
import {
  accountSeries,
  type ReadClosePack,
  readClosePacks,
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
  /** Its closes come from the account's market. */
  readonly fromMarket: (instrumentId: string) => boolean;
  readonly splitsOf: (instrumentId: string) => readonly SplitOfHolding[];
  readonly rateOn: (currencyId: string, day: LocalDate) => Fixed | null;
}

export interface PriceBookQuery {
  readonly head: PerformanceHead;
  readonly instrumentIds: readonly string[];
  /** Of facts; those of closes are found beside them. */
  readonly currencyIds: readonly string[];
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Rates that facts brought themselves, by day: where nobody has imported any. */
  readonly factRates: readonly RateOfFact[];
}

const YEARS_BACK = 1;

/** Closes and rates of all days from the first to the last. */
export async function readPriceBook(db: Database | Tx, query: PriceBookQuery): Promise<PriceBook> {
  const { head, instrumentIds } = query;
  const [series, years] = [seriesOf(head), yearsOf(query)];
  const [known, packs] = await Promise.all([
    readKnownSeries(db, { series, assetIds: instrumentIds }),
    readClosePacks(db, { series, assetIds: instrumentIds, ...years }),
  ]);
  const currencies = currenciesOf(query, packs);
  const rates =
    currencies.size > 1
      ? await readClosePacks(db, { series: importedOf(head), assetIds: [...currencies], ...years })
      : [];
  return priceBook(query, { known, packs, rates });
}

/** All that may value what the account holds. */
export function seriesOf(head: PerformanceHead): string[] {
  return [...importedOf(head), head.marketSource];
}

/** Its own come before shared ones of the same day. */
export function importedOf({ accountId }: PerformanceHead): string[] {
  return [accountSeries(accountId), SHARED_SERIES];
}

export function yearsOf({ from, to }: PriceBookQuery): { readonly fromYear: number; readonly toYear: number } {
  return { fromYear: yearOfDay(from) - YEARS_BACK, toYear: yearOfDay(to) };
}

/** One alone needs no rates. */
export function currenciesOf({ head, currencyIds }: PriceBookQuery, packs: readonly ReadClosePack[]): Set<string> {
  return new Set([head.currencyId, ...currencyIds, ...packs.map(({ currencyId }) => currencyId)]);
}

/** What was read for a price book, of its account's series alone. */
export interface PriceParts {
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  readonly packs: readonly ReadClosePack[];
  readonly rates: readonly ReadClosePack[];
}

export function priceBook(query: PriceBookQuery, { known, packs, rates }: PriceParts): PriceBook {
  const { head } = query;
  const splits = splitsByInstrument(head);
  const byAsset = Map.groupBy(packs, ({ assetId }) => assetId);
  const lines = new Map<string, CloseLine | null>();
  const closesOf = (id: string) => {
    const made = lines.get(id);
    if (made !== undefined) return made;
    const line = lineOf(byAsset.get(id) ?? [], valuingSeries(head, known.get(id)), splits.get(id) ?? [], head);
    lines.set(id, line);
    return line;
  };
  return {
    closesOf,
    fromMarket: (id) => valuedByMarket(head, known.get(id)),
    splitsOf: (id) => splits.get(id) ?? [],
    rateOn: ratesFrom(query, rates, importedOf(head)),
  };
}

/** Of the series that know an instrument those whose closes value it. */
export function valuingSeries(head: PerformanceHead, known: ReadonlySet<string> | undefined): readonly string[] {
  return valuedByMarket(head, known) ? [head.marketSource] : importedOf(head);
}

/**
 * A paper account trades at its market's prices and is valued by these alone; what its market does not have, by imported closes. A book
 * tells of trades elsewhere: closes that were imported for a symbol come first, and only where there are none the market's. The two are
 * never mixed within one symbol.
 */
function valuedByMarket({ kind, marketSource }: PerformanceHead, known: ReadonlySet<string> = new Set()): boolean {
  // Without any closes there may still be a quote.
  if (!known.has(marketSource)) return known.size === 0;
  return kind === "paper" || known.size === 1;
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
