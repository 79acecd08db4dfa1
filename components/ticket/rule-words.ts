// Limits in words, for verdicts and refusals: what was measured, against what, and what would still pass.
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";

export interface Measured {
  readonly rule: string;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly headroom: string | null;
}

type Kind = "money" | "count" | "units";

const RULES: Readonly<Record<string, { readonly noun: string; readonly kind: Kind }>> = {
  max_order_value: { noun: "Order value", kind: "money" },
  max_position_value: { noun: "Position value", kind: "money" },
  max_open_orders: { noun: "Open orders", kind: "count" },
  max_orders_per_minute: { noun: "Orders in a minute", kind: "count" },
  max_daily_loss: { noun: "Loss today", kind: "money" },
  funds: { noun: "Set aside", kind: "money" },
  insufficient_funds: { noun: "Set aside", kind: "money" },
  insufficient_quantity: { noun: "Units", kind: "units" },
};

export function ruleNoun(rule: string): string {
  return RULES[rule]?.noun ?? rule.replaceAll("_", " ");
}

/** Whether the refusal's figures are of a kind that is known here; other refusals say theirs in their sentence. */
export function hasFigures(code: string): boolean {
  return RULES[code] !== undefined;
}

/** True for what an admin can change on the risk page. */
export function isLimit(rule: string): boolean {
  return rule.startsWith("max_");
}

export interface WordingOptions {
  readonly currency: string;
  /** A sell is covered by units, not money. */
  readonly fundsInUnits?: boolean;
  readonly hidden?: boolean;
}

export function ruleAmount(rule: string, value: string | null, options: WordingOptions): string {
  const kind = rule === "funds" && options.fundsInUnits === true ? "units" : (RULES[rule]?.kind ?? "units");
  // A limit is no secret; what the account holds is.
  const hidden = options.hidden === true && !isLimit(rule);
  return kind === "money"
    ? formatMoney(value, { currency: options.currency, hidden })
    : formatQuantity(value, { hidden });
}

/** "96,799.04 USD must be set aside; 34,063.44 USD is available." */
function overFunds({ rule, observed, limit }: Measured, options: WordingOptions): string {
  const verb = options.fundsInUnits === true ? "would be sold" : "must be set aside";
  return `${ruleAmount(rule, observed, options)} ${verb}; ${ruleAmount(rule, limit, options)} is available.`;
}

/** "Order value 12,000.00 USD is over the limit 10,000.00 USD; 10,000.00 USD would pass." */
export function overLimit(measured: Measured, options: WordingOptions): string {
  const { rule, limit, observed, headroom } = measured;
  if (rule === "funds") return overFunds(measured, options);
  const amount = (value: string | null) => ruleAmount(rule, value, options);
  const more = rule === "max_order_value" ? "" : " more";
  // A day's loss is no room that an order could use.
  const pass = rule === "max_daily_loss" || headroom === null ? "" : `; ${amount(headroom)}${more} would pass`;
  return `${ruleNoun(rule)} ${amount(observed)} is over the limit ${amount(limit)}${pass}.`;
}
