/** The closes that a report of one day needs, for several accounts in the same few statements: what a price book of that day stands on. */
import type { Database, Tx } from "#lib/db/client.ts";
import { type ReadClosePack, readClosePacks, readCloseWindow, readKnownSeries } from "#lib/db/closes.sql.ts";
import { NO_CLOSE } from "#lib/domain/performance/close-line.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import {
  currenciesOf,
  importedOf,
  type PriceBook,
  type PriceBookQuery,
  type PriceParts,
  priceBook,
  seriesOf,
  valuingSeries,
  yearsOf,
} from "./price-book.ts";

/** As of the last day of each query, in their order. Accounts whose days differ, by their zones, are read one day after the other. */
export async function readLastPrices(db: Database | Tx, queries: readonly PriceBookQuery[]): Promise<PriceBook[]> {
  const books = new Map<PriceBookQuery, PriceBook>();
  for (const [day, group] of Map.groupBy(queries, ({ to }) => to)) {
    const held = await readHeld(db, day, group);
    const rates = await readRates(db, held);
    for (const each of held) books.set(each.query, priceBook(each.query, { ...each, rates: ratesOf(each, rates) }));
  }
  return queries.flatMap((query) => books.get(query) ?? []);
}

interface Held extends Omit<PriceParts, "rates"> {
  readonly query: PriceBookQuery;
}

/** A window of some weeks is enough for nearly all; the others are read whole. */
async function readHeld(db: Database | Tx, day: LocalDate, group: readonly PriceBookQuery[]): Promise<Held[]> {
  const series = [...new Set(group.flatMap(({ head }) => seriesOf(head)))];
  const assetIds = [...new Set(group.flatMap(({ instrumentIds }) => instrumentIds))];
  const [knownToAll, near] = await Promise.all([
    readKnownSeries(db, { series, assetIds }),
    readCloseWindow(db, { series, assetIds, day }),
  ]);
  const counts = new Map<string, number>();
  for (const { assetId, series: of, closes } of near) {
    const name = `${assetId} ${of}`;
    counts.set(name, (counts.get(name) ?? 0) + countLast(closes));
  }
  const found = group.map((query) => {
    const known = knownTo(query, knownToAll);
    return { query, known, far: farOf(query, known, counts) };
  });
  const far = [...new Set(found.flatMap((each) => [...each.far]))];
  const toYear = Math.max(...group.map((query) => yearsOf(query).toYear));
  const whole = far.length === 0 ? [] : await readClosePacks(db, { series, assetIds: far, fromYear: 1900, toYear });
  const [nearBy, wholeBy] = [near, whole].map((packs) => Map.groupBy(packs, ({ assetId }) => assetId));
  return found.map(({ query, known, far: of }) => {
    const own = new Set(seriesOf(query.head));
    const packs = query.instrumentIds.flatMap((id) => (of.has(id) ? wholeBy : nearBy)?.get(id) ?? []);
    return { query, known, packs: packs.filter((pack) => own.has(pack.series)) };
  });
}

/** The series of others are nobody else's. */
function knownTo({ head, instrumentIds }: PriceBookQuery, known: ReadonlyMap<string, ReadonlySet<string>>) {
  const series = seriesOf(head);
  return new Map(instrumentIds.map((id) => [id, new Set(series.filter((of) => known.get(id)?.has(of)))]));
}

/** Instruments that have closes, but not enough of those that value them in the last weeks. */
function farOf(
  { head, instrumentIds }: PriceBookQuery,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  counts: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  return new Set(
    instrumentIds.filter((id) => {
      const valuing = valuingSeries(head, known.get(id)).filter((of) => known.get(id)?.has(of));
      return valuing.length > 0 && valuing.every((of) => (counts.get(`${id} ${of}`) ?? 0) < ENOUGH);
    }),
  );
}

/** The last close, and the one before it. */
const ENOUGH = 2;

/** From the end, and no further than to enough. */
function countLast(closes: BigInt64Array): number {
  let count = 0;
  for (let at = closes.length - 1; at >= 0 && count < ENOUGH; at -= 1) if (closes[at] !== NO_CLOSE) count += 1;
  return count;
}

/** Of all accounts that have more than one currency. */
async function readRates(db: Database | Tx, held: readonly Held[]): Promise<ReadClosePack[]> {
  const wanted = held.filter(({ query, packs }) => currenciesOf(query, packs).size > 1);
  if (wanted.length === 0) return [];
  const years = wanted.map(({ query }) => yearsOf(query));
  return readClosePacks(db, {
    series: [...new Set(wanted.flatMap(({ query }) => importedOf(query.head)))],
    assetIds: [...new Set(wanted.flatMap(({ query, packs }) => [...currenciesOf(query, packs)]))],
    fromYear: Math.min(...years.map(({ fromYear }) => fromYear)),
    toYear: Math.max(...years.map(({ toYear }) => toYear)),
  });
}

/** Exactly those that would have been read for this account alone: rates of long ago count for nobody. */
function ratesOf({ query, packs }: Held, rates: readonly ReadClosePack[]): ReadClosePack[] {
  const [series, currencies] = [new Set(importedOf(query.head)), currenciesOf(query, packs)];
  const { fromYear, toYear } = yearsOf(query);
  if (currencies.size <= 1) return [];
  return rates.filter(
    (pack) => series.has(pack.series) && currencies.has(pack.assetId) && pack.year >= fromYear && pack.year <= toYear,
  );
}
