/** The closed sets of an account's trading settings, for forms, wire, programs and books alike; free of decimals, so that a browser may load it. */

export const MULTIPLIERS = [1, 2, 4] as const;
export type Multiplier = (typeof MULTIPLIERS)[number];
export const SLIPPAGE_KINDS = ["none", "per_share", "bps"] as const;
export type SlippageKind = (typeof SLIPPAGE_KINDS)[number];
export const COMMISSION_KINDS = ["default", "none", "per_share", "bps", "alpaca"] as const;
export type CommissionKind = (typeof COMMISSION_KINDS)[number];

/** Such a kind says how much; every other has no amount. */
export function namesAmount(kind: SlippageKind | CommissionKind): kind is "per_share" | "bps" {
  return kind === "per_share" || kind === "bps";
}

/** Such a kind may say what an order costs at least. */
export function namesMinimum(kind: CommissionKind): kind is "per_share" {
  return kind === "per_share";
}
