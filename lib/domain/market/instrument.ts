// What can be traded: its identity in the ledger, its price step and what is allowed with it.
import type { Decimal } from "../shared/decimal.ts";
import type { AssetId, InstrumentId } from "../shared/ids.ts";

export type AssetClass = "us_equity" | "crypto";
/** `changing` while a corporate action is applied. */
export type InstrumentStatus = "active" | "inactive" | "changing";

export interface Instrument {
  readonly id: InstrumentId;
  /** May change over an instrument's life; the id does not. */
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly exchange: string;
  readonly currency: "USD";
  readonly currencyId: AssetId;
  readonly tickSize: Decimal;
  readonly minNotional: Decimal;
  readonly fractionable: boolean;
  readonly shortable: boolean;
  readonly tradable: boolean;
  readonly status: InstrumentStatus;
}
