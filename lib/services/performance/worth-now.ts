/** What an account is worth at this moment and by which prices, exactly as its report says it: for what quotes alone cannot value. */
import type { Database } from "#lib/db/client.ts";
import { type PerformanceHead, readAssetNames, readPerformanceHeads } from "#lib/db/performance-head.sql.ts";
import type { AccountFigures, CashFigures } from "#lib/domain/performance/account-figures.ts";
import type { PositionFigures } from "#lib/domain/performance/position-figures.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { type BooksQuery, FACTS_WITHOUT_RUN, isStale, readBooksOf } from "./books-at.ts";
import { figuresOf } from "./figures-at.ts";

/** A price that is no quote: a close, or for want of one that of the last trade. */
export interface OlderPrice {
  readonly symbol: string;
  readonly kind: "close" | "trade";
  readonly price: Decimal;
  readonly day: string;
}

export interface WorthNow {
  /** Null while a price or a rate is missing, and while what was told of an earlier day is not in the figures yet. */
  readonly equity: Decimal | null;
  /** By instrument, in the account's currency: of what is held and valued by no quote. */
  readonly olderPrices: ReadonlyMap<string, OlderPrice>;
  /** Symbols that are held and have no price, and currencies without a rate. */
  readonly missing: readonly string[];
}

/** Null while there are too many facts for a request and no run yet. */
export async function worthNow(db: Database, accountId: string): Promise<WorthNow | null> {
  return (await worthOf(db, [accountId])).get(accountId) ?? null;
}

/** Of several accounts, in as many statements as of one; what `worthNow` answers null for is left out. */
export async function worthOf(db: Database, accountIds: readonly string[]): Promise<ReadonlyMap<string, WorthNow>> {
  const heads = (await readPerformanceHeads(db, accountIds)).filter(
    ({ run, eventSeq }) => run !== null || BigInt(eventSeq) <= FACTS_WITHOUT_RUN,
  );
  const books = await readBooksOf(db, heads.map(today));
  const figures = await figuresOf(
    db,
    heads.flatMap((head, at) => {
      const found = books[at];
      return found === undefined ? [] : [{ ...today(head), books: found, live: true }];
    }),
  );
  const names = await readAssetNames(db, [...new Set(figures.flatMap(namedIn))]);
  const symbolOf = (id: string) => names.get(id)?.symbol ?? "?";
  return new Map(
    heads.flatMap((head, at) => {
      const found = figures[at];
      return found === undefined ? [] : [[head.accountId, toWorth(head, found, symbolOf)]];
    }),
  );
}

/** Another way of taking lots changes no value, so that any one will do. */
function today(head: PerformanceHead): BooksQuery {
  const day = asLocalDate(head.today);
  return { head, method: "fifo", day, until: null, priceDay: day, knownAt: null };
}

const isHeld = ({ holding }: PositionFigures) => holding.held !== 0n;
const isUnrated = ({ base }: CashFigures) => base === null;

function namedIn({ positions, cash }: AccountFigures): string[] {
  const held = positions.filter(isHeld).map(({ holding }) => holding.instrumentId);
  return [...held, ...cash.filter(isUnrated).map(({ currencyId }) => currencyId)];
}

function toWorth(
  head: PerformanceHead,
  { positions, cash, totals }: AccountFigures,
  symbolOf: (id: string) => string,
): WorthNow {
  const held = positions.filter(isHeld);
  const older = held.flatMap(({ holding, valued: { kind, price, day: since } }) => {
    if ((kind !== "close" && kind !== "trade") || price === null || since === null) return [];
    if (holding.currencyId !== head.currencyId) return [];
    const found = { symbol: symbolOf(holding.instrumentId), kind, price: dec(fromFixed18(price)), day: since };
    return [[holding.instrumentId, found] as const];
  });
  const unpriced = held.filter(({ base }) => base.marketValue === null).map(({ holding }) => holding.instrumentId);
  const unrated = cash.filter(isUnrated).map(({ currencyId }) => currencyId);
  return {
    equity: totals.equity === null || isStale(head) ? null : dec(fromFixed18(totals.equity)),
    olderPrices: new Map(older),
    missing: [...new Set([...unpriced, ...unrated].map(symbolOf))].toSorted(),
  };
}
