/** How an account may trade: margin, short sales, and what the paper venue charges it; from its row and back. */
import { fromColumn } from "#lib/db/decimal.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import type { CommissionKind, Multiplier, SlippageKind } from "#lib/domain/venue/account-terms.ts";

export interface TradingSettings {
  /** Buying power in multiples of what the account is worth. */
  readonly multiplier: Multiplier;
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
  readonly slippage: { readonly kind: SlippageKind; readonly value: Decimal };
  readonly commission: { readonly kind: CommissionKind; readonly value: Decimal; readonly minimum: Decimal };
}

/** As the table has them; its CHECKs are the closed sets. */
export interface TradingColumns {
  readonly multiplier: number;
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
  readonly slippageKind: string;
  readonly slippageValue: Parameters<typeof fromColumn>[0];
  readonly commissionKind: string;
  readonly commissionValue: Parameters<typeof fromColumn>[0];
  readonly commissionMinimum: Parameters<typeof fromColumn>[0];
}

export function toTradingSettings(row: TradingColumns): TradingSettings {
  return {
    multiplier: row.multiplier as Multiplier,
    shorting: row.shorting,
    allowCrossZero: row.allowCrossZero,
    slippage: { kind: row.slippageKind as SlippageKind, value: fromColumn(row.slippageValue) },
    commission: {
      kind: row.commissionKind as CommissionKind,
      value: fromColumn(row.commissionValue),
      minimum: fromColumn(row.commissionMinimum),
    },
  };
}

export function toTradingColumns({ slippage, commission, ...rest }: TradingSettings) {
  return {
    multiplier: rest.multiplier,
    shorting: rest.shorting,
    allowCrossZero: rest.allowCrossZero,
    slippageKind: slippage.kind,
    slippageValue: toPlain(slippage.value),
    commissionKind: commission.kind,
    commissionValue: toPlain(commission.value),
    commissionMinimum: toPlain(commission.minimum),
  };
}
