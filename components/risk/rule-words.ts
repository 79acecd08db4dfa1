// The rules of risk in words, and their values as text.
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";

interface RuleWords {
  readonly label: string;
  readonly meaning: string;
  /** Counts orders; the others are amounts of money. */
  readonly counts: boolean;
}

const WORDS: { readonly [rule: string]: RuleWords } = {
  max_order_value: { label: "Order value", meaning: "The most that one order may be worth.", counts: false },
  max_position_value: {
    label: "Position value",
    meaning: "The most that one symbol may be worth, open orders included. Orders that reduce it always pass.",
    counts: false,
  },
  max_open_orders: { label: "Open orders", meaning: "How many orders may work at once.", counts: true },
  max_orders_per_minute: {
    label: "Orders per minute",
    meaning: "How many orders may be sent in a minute.",
    counts: true,
  },
  max_daily_loss: {
    label: "Daily loss",
    meaning: "Once the day has lost this much, only orders that reduce a position pass.",
    counts: false,
  },
  late_fill: { label: "Late fill", meaning: "A fill came after its order was closed.", counts: false },
  broken_books: {
    label: "Broken books",
    meaning: "The proof found that the account's books do not agree.",
    counts: false,
  },
  overdrawn: {
    label: "Overdrawn",
    meaning: "A corporate action took more than the account had free.",
    counts: false,
  },
  overfill: { label: "Overfill", meaning: "A fill went beyond what was asked for or held.", counts: false },
};

export function ruleWords(rule: string): RuleWords {
  return WORDS[rule] ?? { label: rule.replaceAll("_", " "), meaning: "", counts: false };
}

export function ruleValue(rule: string, value: string, currency?: string): string {
  return ruleWords(rule).counts ? formatQuantity(value) : formatMoney(value, { currency });
}
