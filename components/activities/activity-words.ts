// Activities in words: what each type is called, what it asks for, and what it says of itself.
import type { FactType } from "#lib/domain/books/fact.ts";

/** In the order in which people look for them. */
export const ACTIVITY_TYPES = [
  "buy",
  "sell",
  "dividend",
  "interest",
  "deposit",
  "withdrawal",
  "fee",
  "tax",
  "split",
  "transfer_in",
  "transfer_out",
] as const satisfies readonly FactType[];

export type AnyType = FactType | "reversal";

export const TYPE_WORDS: { readonly [T in AnyType]: string } = {
  buy: "buy",
  sell: "sell",
  dividend: "dividend",
  interest: "interest",
  deposit: "deposit",
  withdrawal: "withdrawal",
  fee: "fee",
  tax: "tax",
  split: "split",
  transfer_in: "transfer in",
  transfer_out: "transfer out",
  reversal: "reversal",
};

export const TYPE_HINTS: { readonly [T in FactType]: string } = {
  buy: "Units that came for money, at a price.",
  sell: "Units that went for money, at a price.",
  dividend: "Money of an instrument: long positions receive it, short ones pay it.",
  interest: "Money that cash earned, or that was owed.",
  deposit: "Money that came from outside. Counts as inflow, not as profit.",
  withdrawal: "Money that went outside. Counts as outflow, not as loss.",
  fee: "Money charged beside trades.",
  tax: "Money withheld or paid as tax.",
  split:
    "Each old unit becomes so many new ones; cost stays, the average price follows. Acts before trades of its day.",
  transfer_in: "Units that came from elsewhere, with what they cost there. Counts as inflow.",
  transfer_out: "Units that went elsewhere, at the cost the books have for them. Counts as outflow.",
};

/** "Dividend ACME": a title of one activity. */
export function titleOf({ type, symbol }: { readonly type: AnyType; readonly symbol: string | null }): string {
  const word = TYPE_WORDS[type];
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}${symbol === null ? "" : ` ${symbol}`}`;
}
