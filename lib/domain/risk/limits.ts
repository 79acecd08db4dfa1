// The limits an account may carry: a closed set of rules, each with one value and a version for optimistic edits.
import type { Decimal } from "../shared/decimal.ts";

export const RISK_RULES = [
  "max_order_value",
  "max_position_value",
  "max_open_orders",
  "max_orders_per_minute",
  "max_daily_loss",
] as const;
export type RiskRule = (typeof RISK_RULES)[number];

/** Rules that count orders; the others are amounts in the account's currency. */
export const COUNT_RULES: readonly RiskRule[] = ["max_open_orders", "max_orders_per_minute"];

export interface RiskLimit {
  readonly rule: RiskRule;
  readonly value: Decimal;
  readonly version: number;
}

export function isRiskRule(text: string): text is RiskRule {
  return (RISK_RULES as readonly string[]).includes(text);
}
