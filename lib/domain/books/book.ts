/** The books of an account: what it holds, what that cost and what it made, as its facts have left them. */
import type { Fixed } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import type { Holding } from "./holding.ts";
import type { CloseSink, LotAssignment } from "./lot-book.ts";
import type { LotMethod } from "./lot-method.ts";
import type { Money } from "./money.ts";

/** The rate of a currency to the account's on a day; null where none is known. Asked only when a fact has none of its own. */
export type RateOn = (currencyId: string, day: LocalDate) => Fixed | null;

export interface BookOptions {
  readonly methods: readonly LotMethod[];
  readonly baseCurrencyId: string;
  readonly rateOn?: RateOn;
  /** By closing fact. */
  readonly assignments?: ReadonlyMap<string, readonly LotAssignment[]>;
  /** Told of every closed part of a lot, under every method. */
  readonly onClose?: CloseSink;
}

export interface MissingRate {
  readonly currencyId: string;
  readonly day: LocalDate;
}

export interface Book {
  readonly options: BookOptions;
  readonly holdings: Map<string, Holding>;
  /** By currency: what is there, and what its movements were worth in the account's currency when they happened. */
  readonly cash: Map<string, Money>;
  /** In the account's currency, of what belongs to no instrument. */
  income: Fixed;
  interest: Fixed;
  fees: Fixed;
  taxes: Fixed;
  inflow: Fixed;
  outflow: Fixed;
  readonly missingRates: MissingRate[];
  facts: number;
  lastFact: { readonly id: string; readonly day: LocalDate } | null;
}

/** What a fact moves, with the rate that its money has to the account's currency. */
export interface Moved {
  readonly gross: Money;
  readonly fee: Money;
  readonly rate: Fixed;
}

export function openBook(options: BookOptions): Book {
  const nothing = { income: 0n, interest: 0n, fees: 0n, taxes: 0n, inflow: 0n, outflow: 0n };
  return { options, holdings: new Map(), cash: new Map(), ...nothing, missingRates: [], facts: 0, lastFact: null };
}
