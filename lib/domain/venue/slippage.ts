/** How much worse than the quote a fill is: none, an amount a share, or basis points; always against the order, never beyond its limit. */
import { Decimal, dec, maxOf, minOf, ZERO } from "../shared/decimal.ts";

export type SlippageModel =
  | { readonly kind: "none" }
  | { readonly kind: "per_share"; readonly amount: Decimal }
  | { readonly kind: "bps"; readonly bps: Decimal };

export const NO_SLIPPAGE: SlippageModel = { kind: "none" };

const TEN_THOUSAND = dec("10000");
/** Quantities have nine places: with nine more a fill's value is exact in what is stored. */
const PRICE_PLACES = 9;
const LEAST_PRICE = dec("0.000000001");

export interface SlipInput {
  readonly model: SlippageModel;
  readonly side: "buy" | "sell";
  readonly price: Decimal;
  /** The price itself must already be within it. */
  readonly limitPrice: Decimal | null;
  /** What a bar has traded: a fill slips no further. */
  readonly range?: { readonly low: Decimal; readonly high: Decimal } | undefined;
}

/** The price after slippage. A fraction beyond nine places counts against the order. */
export function slip({ model, side, price, limitPrice, range }: SlipInput): Decimal {
  const amount = slippageAt(model, price);
  if (amount.lte(ZERO)) return price;
  if (side === "buy") {
    const worse = price.plus(amount).toDecimalPlaces(PRICE_PLACES, Decimal.ROUND_CEIL);
    return minOf(worse, limitPrice ?? worse, range?.high ?? worse);
  }
  const worse = price.minus(amount).toDecimalPlaces(PRICE_PLACES, Decimal.ROUND_FLOOR);
  return maxOf(worse, limitPrice ?? worse, range?.low ?? worse, minOf(LEAST_PRICE, price));
}

function slippageAt(model: SlippageModel, price: Decimal): Decimal {
  switch (model.kind) {
    case "none":
      return ZERO;
    case "per_share":
      return model.amount;
    case "bps":
      return price.times(model.bps).div(TEN_THOUSAND);
  }
}
