/** What the rest of the desk asks of feature flags: a boolean, from memory, never an error. */
export type FlagKey = "trading.notional_orders" | "ui.live_stream" | "orders.eager_dispatch";

export interface FlagReader {
  /** `unitId` is the account for trading features. */
  isOn(key: FlagKey, unitId: string): Promise<boolean>;
  /** Versions in force, recorded with each order. */
  versions(): { readonly [key: string]: number };
}
