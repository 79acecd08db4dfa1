/** A scenario: what happens to an account, in a notation people can read, and what its report must then say. */

import type { BookFact } from "../../books/fact.ts";
import type { LotAssignment } from "../../books/lot-book.ts";
import type { LotMethod } from "../../books/lot-method.ts";
import type { Fixed } from "../../shared/fixed.ts";
import type { LocalDate } from "../../shared/local-date.ts";

export interface ScenarioPrice {
  readonly symbol: string;
  readonly price: Fixed;
  readonly currency: string | null;
  readonly day: LocalDate;
}

export interface ScenarioRate {
  readonly currency: string;
  readonly rate: Fixed;
  readonly day: LocalDate;
}

export interface Expectation {
  /** As it is written, for the message when it is not met. */
  readonly line: string;
  /** Null for returns, which know no method. */
  readonly methods: readonly LotMethod[];
  /** A symbol, or a currency for cash; null for the account. */
  readonly of: string | null;
  readonly figure: string;
  readonly value: string;
}

/** Symbols and currency codes are the ids. */
export interface Scenario {
  readonly title: string;
  readonly currency: string;
  /** As written: in the order of the file, which is not always that of the days. */
  readonly facts: readonly ScenarioFact[];
  readonly assignments: ReadonlyMap<string, readonly LotAssignment[]>;
  readonly prices: readonly ScenarioPrice[];
  readonly rates: readonly ScenarioRate[];
  readonly from: LocalDate | null;
  readonly asOf: LocalDate;
  readonly expectations: readonly Expectation[];
}

/** A dividend named per share gets its amount when it is known how many are held. */
export interface ScenarioFact extends BookFact {
  readonly perShare: boolean;
}
