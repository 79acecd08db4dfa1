/** What a day's figures are valued with: prices, rates, and the order in which a price is looked for. */
import { afterSplits, type Holding } from "../books/holding.ts";
import { FIXED_ONE, type Fixed, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import type { PriceKind } from "./report.ts";

/** As traded on its day, in its own currency. */
export interface PriceAt {
  readonly price: Fixed;
  readonly currencyId: string;
  readonly day: LocalDate;
  readonly kind: "live" | "close";
  /** The close before it, for the day's change. */
  readonly previous: { readonly price: Fixed; readonly day: LocalDate } | null;
}

export interface Valuation {
  readonly asOf: LocalDate;
  readonly baseCurrencyId: string;
  /** The quote, or the last close on or before the day; null when there is none. */
  readonly priceOf: (instrumentId: string) => PriceAt | null;
  /** Of that day, to the account's currency; asked only for other currencies. */
  readonly rateOf: (currencyId: string) => Fixed | null;
}

/** In the holding's currency and in units of the day. */
export interface Valued {
  readonly price: Fixed | null;
  readonly day: LocalDate | null;
  readonly kind: PriceKind;
  readonly previous: Fixed | null;
  /** The currency whose rate is missing, when that is why there is no price. */
  readonly missingRate: string | null;
}

export function rateAt({ baseCurrencyId, rateOf }: Valuation, currencyId: string): Fixed | null {
  return currencyId === baseCurrencyId ? FIXED_ONE : rateOf(currencyId);
}

/** The quote or close, else the last trade's own price, else nothing. */
export function priceFor(holding: Holding, valuation: Valuation): Valued {
  const found = valuation.priceOf(holding.instrumentId);
  const { lastTrade } = holding;
  const from = found ?? lastTrade;
  if (from === null) return { price: null, day: null, kind: "none", previous: null, missingRate: null };
  const kind = found === null ? "trade" : found.kind;
  const carried = (price: Fixed, since: LocalDate) =>
    carry(afterSplits(price, since, holding.splits), from.currencyId, holding.currencyId, valuation);
  const price = carried(from.price, from.day);
  if (typeof price !== "bigint") return { price: null, day: from.day, kind: "none", previous: null, ...price };
  const before = found?.previous ?? null;
  const previous = before === null ? null : carried(before.price, before.day);
  return { price, day: from.day, kind, previous: typeof previous === "bigint" ? previous : null, missingRate: null };
}

function carry(price: Fixed, from: string, to: string, valuation: Valuation): Fixed | { readonly missingRate: string } {
  if (from === to) return price;
  const [rate, back] = [rateAt(valuation, from), rateAt(valuation, to)];
  if (rate === null) return { missingRate: from };
  return back === null || back === 0n ? { missingRate: to } : mulDiv(price, rate, back);
}
