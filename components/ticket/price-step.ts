// The step in which a price moves: fixed by its height for equities, by the instrument for everything else.
import { compareDecimals } from "#components/format/string-decimal.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";

export function priceStep(price: string | null, assetClass: AssetClass, tick: string): string {
  if (assetClass !== "us_equity" || price === null) return tick;
  return compareDecimals(price, "1") < 0 ? "0.0001" : "0.01";
}
