/** From an account's stored settings to the models of what the venue charges it and how much worse than the quote it fills. */
import { dec } from "#lib/domain/shared/decimal.ts";
import { ALPACA_RATES_2024, type CommissionModel, DEFAULT_COMMISSION } from "#lib/domain/venue/commission.ts";
import { NO_SLIPPAGE, type SlippageModel } from "#lib/domain/venue/slippage.ts";

interface StoredModel {
  /** A closed set by the table's CHECK. */
  readonly kind: string;
  readonly value: string;
}

export function commissionOf({ kind, value, minimum }: StoredModel & { readonly minimum: string }): CommissionModel {
  if (kind === "none") return { kind };
  if (kind === "per_share") return { kind, amount: dec(value), minimum: dec(minimum) };
  if (kind === "bps") return { kind, bps: dec(value) };
  if (kind === "alpaca") return { kind, rates: ALPACA_RATES_2024 };
  return DEFAULT_COMMISSION;
}

export function slippageOf({ kind, value }: StoredModel): SlippageModel {
  if (kind === "per_share") return { kind, amount: dec(value) };
  if (kind === "bps") return { kind, bps: dec(value) };
  return NO_SLIPPAGE;
}
