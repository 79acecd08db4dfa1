/** What an account is worth at this moment and by which prices, exactly as its report says it: for what quotes alone cannot value. */
import type { Database } from "#lib/db/client.ts";
import { readAssetNames, readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";
import { FACTS_WITHOUT_RUN, isStale, readBooksAt } from "./books-at.ts";
import { figuresAt } from "./figures-at.ts";

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
  const head = await readPerformanceHead(db, accountId);
  if (head === null || (head.run === null && BigInt(head.eventSeq) > FACTS_WITHOUT_RUN)) return null;
  const day = asLocalDate(head.today);
  // Another way of taking lots changes no value, so that any one will do.
  const books = await readBooksAt(db, { head, method: "fifo", day, until: null, priceDay: day, knownAt: null });
  const { positions, cash, totals } = await figuresAt(db, { head, books, day, priceDay: day, live: true });
  const held = positions.filter(({ holding }) => holding.held !== 0n);
  const unrated = cash.filter(({ base }) => base === null).map(({ currencyId }) => currencyId);
  const rateless = held.flatMap(({ valued }) => valued.missingRate ?? []);
  const names = await readAssetNames(db, [...held.map(({ holding }) => holding.instrumentId), ...unrated, ...rateless]);
  const symbolOf = (id: string) => names.get(id)?.symbol ?? "?";
  const older = held.flatMap(({ holding, valued: { kind, price, day: since } }) => {
    if ((kind !== "close" && kind !== "trade") || price === null || since === null) return [];
    if (holding.currencyId !== head.currencyId) return [];
    const found = { symbol: symbolOf(holding.instrumentId), kind, price: dec(fromFixed18(price)), day: since };
    return [[holding.instrumentId, found] as const];
  });
  const unpriced = held.filter(({ base }) => base.marketValue === null).map(({ holding }) => holding.instrumentId);
  return {
    equity: totals.equity === null || isStale(head) ? null : dec(fromFixed18(totals.equity)),
    olderPrices: new Map(older),
    missing: [...new Set([...unpriced, ...unrated].map(symbolOf))].toSorted(),
  };
}
