/** Books with the prices of a day become figures: by the quote for this moment, by the last close for any other. */
import type { Database } from "#lib/db/client.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import { readLiveQuotes } from "#lib/db/performance-quotes.sql.ts";
import { type AccountFigures, accountFigures } from "#lib/domain/performance/account-figures.ts";
import { dayNumber, localDateOf } from "#lib/domain/performance/day-number.ts";
import type { PriceAt, Valuation } from "#lib/domain/performance/valuation.ts";
import { addDays, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { BooksAt } from "./books-at.ts";

export interface FiguresQuery {
  readonly head: PerformanceHead;
  readonly books: BooksAt;
  readonly day: LocalDate;
  readonly priceDay: LocalDate;
  /** The report is of this very moment. */
  readonly live: boolean;
}

export async function figuresAt(
  db: Database,
  { head, books, day, priceDay, live }: FiguresQuery,
): Promise<AccountFigures> {
  const { book, prices } = books;
  const held = [...book.holdings.values()]
    .filter((holding) => holding.held !== 0n)
    .map(({ instrumentId }) => instrumentId);
  const quoted = live ? held.filter(prices.fromMarket) : [];
  const quotes = await readLiveQuotes(db, { source: head.marketSource, assetIds: quoted });
  const priceOf = (instrumentId: string): PriceAt | null => {
    const quote = quotes.get(instrumentId);
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
