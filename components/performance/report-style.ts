// How a report's figures are written, and why one of them may be missing.
import { formatDay } from "#components/format/time.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { GrossNet, Missing } from "#lib/domain/performance/report.ts";
import type { Basis } from "./performance-address.ts";

export interface ReportStyle {
  readonly currency: string;
  readonly hidden: boolean;
  readonly basis: Basis;
}

export const METHOD_WORDS: Readonly<Record<LotMethod, string>> = {
  fifo: "First in, first out (FIFO)",
  lifo: "Last in, first out (LIFO)",
  hifo: "Highest cost first (HIFO)",
  specific: "Chosen lots, the rest FIFO",
  average: "Moving average",
};

export const METHOD_SHORT: Readonly<Record<LotMethod, string>> = {
  fifo: "FIFO",
  lifo: "LIFO",
  hifo: "HIFO",
  specific: "chosen lots",
  average: "moving average",
};

export function ofBasis(pair: GrossNet | null, basis: Basis): string | null {
  return pair === null ? null : pair[basis];
}

/** The first thing that a missing figure waits for, in words. */
export function causeOf(missing: readonly Missing[]): string | undefined {
  const [first] = missing;
  if (first === undefined) return undefined;
  const what = first.kind === "price" ? "price" : "exchange rate";
  const more = missing.length > 1 ? `, and ${missing.length - 1} more` : "";
  return `No ${what} of ${first.symbol} on or before ${formatDay(first.day)}${more}`;
}
