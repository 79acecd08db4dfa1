// What an account has at stake: gross counts every position's size, net lets short ones offset long ones.
import { addDecimals } from "#components/format/string-decimal.ts";

export interface Exposure {
  readonly gross: string;
  readonly net: string;
}

/** Null while an open position has no price: half an exposure would look like a small one. */
export function exposureOf(positions: readonly { readonly marketValue: string | null }[]): Exposure | null {
  let gross = "0";
  let net = "0";
  for (const { marketValue } of positions) {
    if (marketValue === null) return null;
    gross = addDecimals(gross, marketValue.replace(/^-/, ""));
    net = addDecimals(net, marketValue);
  }
  return { gross, net };
}
