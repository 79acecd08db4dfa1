/** Books with the prices of a day become figures: by the quote for this moment, by the last close for any other. */
import type { Database } from "#lib/db/client.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import { type LiveQuote, readLiveQuotes } from "#lib/db/performance-quotes.sql.ts";
import { type AccountFigures, accountFigures } from "#lib/domain/performance/account-figures.ts";
import { dayNumber, localDateOf } from "#lib/domain/performance/day-number.ts";
import type { PriceAt, Valuation } from "#lib/domain/performance/valuation.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { addDays, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { BooksAt } from "./books-at.ts";
import type { PriceBook } from "./price-book.ts";

export interface FiguresQuery {
  readonly head: PerformanceHead;
  readonly books: BooksAt;
  readonly day: LocalDate;
  readonly priceDay: LocalDate;
  /** The report is of this very moment. */
  readonly live: boolean;
}

export async function figuresAt(db: Database, query: FiguresQuery): Promise<AccountFigures> {
  const [figures] = await figuresOf(db, [query]);
  invariant(figures !== undefined, "one query, one answer");
  return figures;
}

/** Of several accounts, in the order of the queries: one statement for the quotes of a market. */
export async function figuresOf(db: Database, queries: readonly FiguresQuery[]): Promise<AccountFigures[]> {
  const bySource = new Map<string, ReadonlyMap<string, LiveQuote>>();
  for (const [source, group] of Map.groupBy(queries, ({ head }) => head.marketSource))
    bySource.set(source, await readLiveQuotes(db, { source, assetIds: [...new Set(group.flatMap(quotedIn))] }));
  return queries.map((query) => figuresWith(query, bySource.get(query.head.marketSource) ?? new Map()));
}

/** Instruments that are worth a quote: held, and valued by one at this moment. */
function quotedIn({ head, books: { book, prices }, live }: FiguresQuery): string[] {
  if (!live) return [];
  return [...book.holdings.values()]
    .filter(({ held, instrumentId }) => held !== 0n && valuedByQuote(head, prices, instrumentId))
    .map(({ instrumentId }) => instrumentId);
}

function figuresWith(query: FiguresQuery, quotes: ReadonlyMap<string, LiveQuote>): AccountFigures {
  const { head, books, day, priceDay } = query;
  const { book, prices } = books;
  const quoted = new Set(quotedIn(query));
  const priceOf = (instrumentId: string): PriceAt | null => {
    const quote = quoted.has(instrumentId) ? quotes.get(instrumentId) : undefined;
    if (quote !== undefined) {
      const previous = { price: quote.previousClose, day: addDays(day, -1) };
      return { price: quote.last, currencyId: quote.currencyId, day, kind: "live", previous };
    }
    const line = prices.closesOf(instrumentId);
    const close = line?.on(priceDay) ?? null;
    if (line === null || close === null) return null;
    const before = line.on(localDateOf(dayNumber(close.day) - 1));
    const previous = before === null ? null : { price: before.close, day: before.day };
    return { price: close.close, currencyId: line.currencyId, day: close.day, kind: "close", previous };
  };
  const valuation: Valuation = {
    ...{ asOf: day, baseCurrencyId: head.currencyId, priceOf },
    rateOf: (currencyId) => prices.rateOn(currencyId, priceDay),
  };
  return accountFigures(book, books.method, valuation);
}

/** What a paper account holds is worth its market's quote today, whatever closes value its past; of a book, what the market values anyway. */
function valuedByQuote({ kind }: PerformanceHead, { fromMarket }: PriceBook, instrumentId: string): boolean {
  return kind === "paper" || fromMarket(instrumentId);
}
