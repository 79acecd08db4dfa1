// A percentage of the equity as a quantity: exact, and cut so that it never is more than was asked for.
import { compareDecimals, divideDecimals, multiplyDecimals } from "#components/format/string-decimal.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";

/** Whole shares, so that every type and exit goes with them; parts of a coin. */
const PLACES: { readonly [A in AssetClass]: number } = { us_equity: 0, crypto: 6 };

export interface PercentSize {
  /** The part of the equity. */
  readonly value: string;
  /** Null when it does not buy the smallest quantity. */
  readonly quantity: string | null;
}

export function percentSize(input: {
  readonly equity: string;
  readonly percent: string;
  readonly price: string;
  readonly assetClass: AssetClass;
}): PercentSize {
  const value = multiplyDecimals(input.equity, multiplyDecimals(input.percent, "0.01"));
  if (compareDecimals(value, "0") <= 0 || compareDecimals(input.price, "0") <= 0) return { value, quantity: null };
  const quantity = divideDecimals(value, input.price, PLACES[input.assetClass]);
  return { value, quantity: compareDecimals(quantity, "0") > 0 ? quantity : null };
}
