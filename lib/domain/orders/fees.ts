// What an order costs beyond its value, by the model of its account; without one, the desk's default: equities free, crypto 25 basis points.

import type { AssetClass } from "../market/instrument.ts";
import type { Decimal } from "../shared/decimal.ts";
import { type CommissionModel, commissionOn, DEFAULT_COMMISSION } from "../venue/commission.ts";
import type { Side } from "./order.ts";

export interface FeeInput {
  readonly assetClass: AssetClass;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
}
export type FeeModel = (input: FeeInput) => Decimal;

/** A commission model as hold and preview use it: the fee of a whole order at one price. */
export function feeModelOf(model: CommissionModel): FeeModel {
  return ({ price, ...trade }) => commissionOn(model, { ...trade, value: trade.quantity.times(price) });
}

/** Rounded up to the cent, in the venue's favour: on a sale of dust it may be more than the proceeds. */
export const feeFor: FeeModel = feeModelOf(DEFAULT_COMMISSION);
