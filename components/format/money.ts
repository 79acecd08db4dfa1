// Money as text: exact, grouped, with its currency after it.
import { formatDigits, HIDDEN, MISSING, NBSP } from "./number-format.ts";
import { type Reading, readingOf } from "./reading.ts";

export interface MoneyOptions {
  /** Written after the amount; leave out in a column whose head names it. */
  readonly currency?: string | undefined;
  readonly places?: number | undefined;
  readonly signed?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  readonly cause?: string | undefined;
}

function write(value: string, { currency, places = 2, signed = false }: MoneyOptions): string {
  const digits = formatDigits(value, places, places, signed ? "signed" : "plain");
  return currency === undefined ? digits : `${digits}${NBSP}${currency}`;
}

export function formatMoney(value: string | null, options: MoneyOptions = {}): string {
  if (options.hidden) return HIDDEN;
  return value === null ? MISSING : write(value, options);
}

export function readMoney(value: string | null, options: MoneyOptions = {}): Reading {
  return readingOf({ value, cause: options.cause, hidden: options.hidden }, (text) => write(text, options));
}
