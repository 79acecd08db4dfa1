// Fractions as percentages and basis points; the point is moved in the string, so nothing is lost.
import { formatDigits, MISSING, NBSP } from "./number-format.ts";
import { type Reading, readingOf } from "./reading.ts";
import { shiftPoint } from "./string-decimal.ts";

export interface PercentOptions {
  readonly places?: number | undefined;
  readonly signed?: boolean | undefined;
  readonly cause?: string | undefined;
}

function write(fraction: string, { places = 2, signed = false }: PercentOptions): string {
  return `${formatDigits(shiftPoint(fraction, 2), places, places, signed ? "signed" : "plain")}${NBSP}%`;
}

export function formatPercent(fraction: string | null, options: PercentOptions = {}): string {
  return fraction === null ? MISSING : write(fraction, options);
}

export function readPercent(fraction: string | null, options: PercentOptions = {}): Reading {
  return readingOf({ value: fraction, cause: options.cause }, (text) => write(text, options));
}

/** The difference of two percentages. */
export function formatPoints(fraction: string): string {
  return `${formatDigits(shiftPoint(fraction, 2), 2, 2)}${NBSP}points`;
}

export function formatBasisPoints(fraction: string | null, places = 0): string {
  return fraction === null ? MISSING : `${formatDigits(shiftPoint(fraction, 4), 0, places)}${NBSP}bps`;
}
