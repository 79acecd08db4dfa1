/** What a row of an imported file may hold and what it becomes: an activity, or the reasons why not. */
import type { FactType } from "../books/fact.ts";
import type { LocalDate } from "../shared/local-date.ts";

export const ACTIVITY_FIELDS = [
  "date",
  "instant",
  "type",
  "symbol",
  "quantity",
  "unitPrice",
  "grossAmount",
  "fee",
  "amount",
  "ratio",
  "currency",
  "fxToBase",
  "externalId",
  "seq",
] as const;
export type ActivityField = (typeof ACTIVITY_FIELDS)[number];

export const PRICE_FIELDS = ["symbol", "date", "close", "currency"] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];

/** `field` is null where the whole row or file is meant. */
export interface RowProblem {
  readonly field: string | null;
  /** What is wrong and what to write instead. */
  readonly detail: string;
}

export interface RowWarning {
  readonly code: "opens_short" | "new_symbol" | "no_price" | "same_content" | "rounded";
  readonly detail: string;
}

export type Verdict = "accepted" | "duplicate" | "refused";

/** A row as it was read: texts by field, trimmed; a field that is empty is not there. */
export interface RawRow<Field extends string = ActivityField> {
  /** Counts the rows of the file from 1, without the header. */
  readonly row: number;
  /** Where the row begins in the file, counted from 1; for JSON the same as `row`. */
  readonly line: number;
  readonly cells: { readonly [field in Field]?: string };
  /** Found while reading: a number that JSON would have rounded, a row with too many cells. */
  readonly problems: readonly RowProblem[];
}

/** A row that says everything its type needs. Amounts are plain decimal strings. */
export interface ImportedActivity {
  readonly type: FactType;
  /** In capitals. */
  readonly symbol: string | null;
  /** In the account's time zone. */
  readonly day: LocalDate;
  /** ISO 8601 in UTC; null where the file names only the day. */
  readonly at: string | null;
  readonly seq: number;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly gross: string | null;
  readonly fee: string;
  readonly ratioNew: string | null;
  readonly ratioOld: string | null;
  /** Null where the file names none: then the instrument's or the account's. */
  readonly currency: string | null;
  readonly fxToBase: string | null;
  readonly externalId: string | null;
}

export interface ImportedPrice {
  readonly symbol: string;
  readonly day: LocalDate;
  readonly close: string;
  readonly currency: string | null;
}

/** A row with what became of it while it was read. */
export interface ReadRow<T> {
  readonly row: number;
  readonly line: number;
  readonly value: T | null;
  /** What stood there, kept for rows that are refused. */
  readonly cells: { readonly [field: string]: string };
  readonly problems: readonly RowProblem[];
}

/** What the columns of the file were taken for. */
export interface ReadColumns {
  readonly columns: readonly { readonly field: string; readonly header: string }[];
  readonly ignored: readonly string[];
}

export interface ReadFile<T> extends ReadColumns {
  readonly rows: readonly ReadRow<T>[];
}
