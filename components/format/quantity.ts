// Quantities as text: up to nine places, none invented.
import { formatDigits, HIDDEN, MISSING } from "./number-format.ts";
import { type Reading, readingOf } from "./reading.ts";

export interface QuantityOptions {
  readonly signed?: boolean | undefined;
  readonly hidden?: boolean | undefined;
  readonly cause?: string | undefined;
}

function write(value: string, signed = false): string {
  return formatDigits(value, 0, 9, signed ? "signed" : "plain");
}

export function formatQuantity(value: string | null, options: QuantityOptions = {}): string {
  if (options.hidden) return HIDDEN;
  return value === null ? MISSING : write(value, options.signed);
}

export function readQuantity(value: string | null, options: QuantityOptions = {}): Reading {
  return readingOf({ value, cause: options.cause, hidden: options.hidden }, (text) => write(text, options.signed));
}
