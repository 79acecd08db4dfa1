// Prices of the past as text: they may be of instruments that nobody knows a tick of.
import { formatMoney, type MoneyOptions } from "./money.ts";
import { placesOf } from "./string-decimal.ts";

const MOST_PLACES = 8;

/** At least two places, and as many more as it has. */
export function formatUnitPrice(value: string, options: Pick<MoneyOptions, "currency"> = {}): string {
  return formatMoney(value, { ...options, places: Math.min(MOST_PLACES, Math.max(2, placesOf(value))) });
}
