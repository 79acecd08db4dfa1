// The paper venue's commission, one model for hold, preview and venue: equities free, crypto 25 basis points.

import type { AssetClass } from "../market/instrument.ts";
import { Decimal, dec, ZERO } from "../shared/decimal.ts";
import type { Side } from "./order.ts";

const CRYPTO_RATE = dec("0.0025");
const CENT_PLACES = 2;

export interface FeeInput {
  readonly assetClass: AssetClass;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
}
export type FeeModel = (input: FeeInput) => Decimal;

/** Rounded up to the cent, in the venue's favour: on a sale of dust it may be more than the proceeds. */
export function feeFor(trade: FeeInput): Decimal {
  return feeForFill({ ...trade, filledValueBefore: ZERO });
}

export function feeOnValue(assetClass: AssetClass, value: Decimal): Decimal {
  if (assetClass === "us_equity") return ZERO;
  return value.times(CRYPTO_RATE).toDecimalPlaces(CENT_PLACES, Decimal.ROUND_UP);
}

export interface FillFeeInput extends FeeInput {
  /** The order's filledValue before this fill. */
  readonly filledValueBefore: Decimal;
}

/** The fee of one fill of an order: an order filled in many parts pays the cent of rounding once, as if filled in one. */
export function feeForFill({ assetClass, filledValueBefore, quantity, price }: FillFeeInput): Decimal {
  const after = filledValueBefore.plus(quantity.times(price));
  return feeOnValue(assetClass, after).minus(feeOnValue(assetClass, filledValueBefore));
}
