/** One instrument of an account: how much is held, its lots under every method, and what it brought and cost besides. */
import { FIXED_ONE, type Fixed, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { emptyLotBook, type LotBook } from "./lot-book.ts";
import type { LotMethod } from "./lot-method.ts";
import { type Money, NOTHING } from "./money.ts";
import { gcd, toQuantity } from "./units.ts";

export interface SplitOfHolding {
  readonly day: LocalDate;
  readonly ratioNew: bigint;
  readonly ratioOld: bigint;
}

/** As traded on its day; a split since then is in `splits`. */
export interface LastTrade {
  readonly price: Fixed;
  readonly currencyId: string;
  readonly day: LocalDate;
}

export interface Holding {
  readonly instrumentId: string;
  /** That of its first fact but splits, which have no money. */
  currencyId: string;
  /** Held units, signed, are held/denominator: exact through any splits. Lots count in the same denominator. */
  held: bigint;
  denominator: bigint;
  income: Money;
  interest: Money;
  /** All of them, those of trades too. */
  fees: Money;
  /** Those that no lot carries. */
  otherFees: Money;
  taxes: Money;
  lastTrade: LastTrade | null;
  readonly splits: SplitOfHolding[];
  /** The fact that sold more than there was, while it is short. */
  oversold: { readonly factId: string; readonly day: LocalDate } | null;
  /** A rate was missing for one of its facts: nothing in the account's currency can be said. */
  unrated: boolean;
  /** One per method of the book, in its order. */
  readonly books: LotBook[];
}

export function emptyHolding(instrumentId: string, currencyId: string, methods: readonly LotMethod[]): Holding {
  const nothing = { income: NOTHING, interest: NOTHING, fees: NOTHING, otherFees: NOTHING, taxes: NOTHING };
  return {
    instrumentId,
    currencyId,
    held: 0n,
    denominator: 1n,
    ...nothing,
    lastTrade: null,
    splits: [],
    oversold: null,
    unrated: false,
    books: methods.map(emptyLotBook),
  };
}

/** Nothing but splits has happened to it. */
export function isUntouched({ held, lastTrade, books, ...sums }: Holding): boolean {
  const moved = books.some(({ movedIn, movedOut }) => movedIn !== 0n || movedOut !== 0n);
  const { income, interest, fees, taxes } = sums;
  return !moved && held === 0n && lastTrade === null && [income, interest, fees, taxes].every(({ own }) => own === 0n);
}

/** Units as they are traded today. */
export function quantityOf({ held, denominator }: Pick<Holding, "held" | "denominator">): Fixed {
  return toQuantity(held, denominator);
}

/** Quantity × price, rounded once. */
export function valueAt({ held, denominator }: Pick<Holding, "held" | "denominator">, price: Fixed): Fixed {
  return mulDiv(held, price, FIXED_ONE * denominator);
}

/** A price of an earlier day in units of today: what one unit of now would have cost then. */
export function afterSplits(price: Fixed, since: LocalDate, splits: readonly SplitOfHolding[]): Fixed {
  let [ratioNew, ratioOld] = [1n, 1n];
  for (const split of splits) {
    if (split.day <= since) continue;
    ratioNew *= split.ratioNew;
    ratioOld *= split.ratioOld;
  }
  return ratioNew === ratioOld ? price : mulDiv(price, ratioOld, ratioNew);
}

/** Units change, costs do not. */
export function splitHolding(holding: Holding, { ratioNew, ratioOld, day }: SplitOfHolding): void {
  holding.splits.push({ day, ratioNew, ratioOld });
  holding.held *= ratioNew;
  holding.denominator *= ratioOld;
  let common = gcd(holding.denominator, holding.held);
  const lots = holding.books.flatMap((book) => book.lots);
  for (const lot of lots) {
    lot.units *= ratioNew;
    lot.open *= ratioNew;
    common = gcd(gcd(common, lot.units), lot.open);
  }
  if (common === 1n) return;
  holding.held /= common;
  holding.denominator /= common;
  for (const lot of lots) {
    lot.units /= common;
    lot.open /= common;
  }
}
