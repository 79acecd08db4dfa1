/** What the venue charges for an order: a model per account, judged on the order as a whole so that many small fills cost what one large fill does. */
import { Decimal, dec, maxOf, minOf, ZERO } from "../shared/decimal.ts";

/**
 * Rates of the `alpaca` model. They are settings of a model and no statement of what is charged today: the SEC's Section 31 fee and
 * FINRA's trading activity fee change by notice, and brokers pass them on rounded up to the cent, on sells of equities only.
 */
export interface RegulatoryRates {
  /** Of a sell's value. */
  readonly secRate: Decimal;
  readonly tafPerShare: Decimal;
  readonly tafMaximum: Decimal;
  /** Of a crypto trade's value, either side. */
  readonly cryptoBps: Decimal;
}

/**
 * As Alpaca's page "Regulatory fees" (alpaca.markets/support/regulatory-fees) gave them for 2024: 27.80 a million of value; 0.000166 a
 * share and at most 8.30; and 25 basis points, its lowest taker tier, on crypto. The fee for the consolidated audit trail is left out.
 */
export const ALPACA_RATES_2024: RegulatoryRates = {
  secRate: dec("0.0000278"),
  tafPerShare: dec("0.000166"),
  tafMaximum: dec("8.30"),
  cryptoBps: dec("25"),
};

export type CommissionModel =
  | { readonly kind: "none" }
  /** The desk's default: equities free, crypto 25 basis points. */
  | { readonly kind: "alpaca_crypto" }
  | { readonly kind: "per_share"; readonly amount: Decimal; readonly minimum: Decimal }
  | { readonly kind: "bps"; readonly bps: Decimal }
  | { readonly kind: "alpaca"; readonly rates: RegulatoryRates };

export const DEFAULT_COMMISSION: CommissionModel = { kind: "alpaca_crypto" };

export interface Traded {
  readonly assetClass: "us_equity" | "crypto";
  readonly side: "buy" | "sell";
  readonly quantity: Decimal;
  /** Σ quantity × price. */
  readonly value: Decimal;
}

const TEN_THOUSAND = dec("10000");

/** Each part is rounded up to the cent, in the venue's favour. It never falls as quantity and value grow. */
export function commissionOn(model: CommissionModel, traded: Traded): Decimal {
  if (traded.quantity.lte(ZERO)) return ZERO;
  switch (model.kind) {
    case "none":
      return ZERO;
    case "alpaca_crypto":
      return traded.assetClass === "crypto" ? ofValue(traded.value, ALPACA_RATES_2024.cryptoBps) : ZERO;
    case "per_share":
      return maxOf(model.minimum, upToCent(traded.quantity.times(model.amount)));
    case "bps":
      return ofValue(traded.value, model.bps);
    case "alpaca":
      return regulatory(model.rates, traded);
  }
}

function regulatory(rates: RegulatoryRates, { assetClass, side, quantity, value }: Traded): Decimal {
  if (assetClass === "crypto") return ofValue(value, rates.cryptoBps);
  if (side === "buy") return ZERO;
  const taf = minOf(upToCent(quantity.times(rates.tafPerShare)), rates.tafMaximum);
  return upToCent(value.times(rates.secRate)).plus(taf);
}

export interface FillCommission extends Omit<Traded, "value"> {
  readonly price: Decimal;
  readonly filledQuantityBefore: Decimal;
  readonly filledValueBefore: Decimal;
}

/** The part of the order's commission that one of its fills adds: minimum, cap and the cent of rounding are paid once. */
export function commissionForFill(model: CommissionModel, fill: FillCommission): Decimal {
  const { assetClass, side, filledQuantityBefore, filledValueBefore } = fill;
  const before = { assetClass, side, quantity: filledQuantityBefore, value: filledValueBefore };
  const after = {
    assetClass,
    side,
    quantity: filledQuantityBefore.plus(fill.quantity),
    value: filledValueBefore.plus(fill.quantity.times(fill.price)),
  };
  return commissionOn(model, after).minus(commissionOn(model, before));
}

function ofValue(value: Decimal, bps: Decimal): Decimal {
  return upToCent(value.times(bps).div(TEN_THOUSAND));
}

function upToCent(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_UP);
}
