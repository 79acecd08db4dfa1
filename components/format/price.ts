// Prices as text, aligned to the tick, so that the points of a column stand under each other.
import { formatDigits, MISSING } from "./number-format.ts";
import { type Reading, readingOf } from "./reading.ts";
import { placesOf } from "./string-decimal.ts";

export interface PriceOptions {
  readonly tick: string;
  /** Places beyond the tick, for averages. */
  readonly extraPlaces?: number | undefined;
  readonly cause?: string | undefined;
}

function write(value: string, { tick, extraPlaces = 0 }: PriceOptions): string {
  const places = placesOf(tick) + extraPlaces;
  // A traded price finer than its tick keeps its digits; an average is rounded to its column.
  return formatDigits(value, places, extraPlaces > 0 ? places : Math.max(places, 9));
}

export function formatPrice(value: string | null, options: PriceOptions): string {
  return value === null ? MISSING : write(value, options);
}

export function readPrice(value: string | null, options: PriceOptions): Reading {
  return readingOf({ value, cause: options.cause }, (text) => write(text, options));
}
