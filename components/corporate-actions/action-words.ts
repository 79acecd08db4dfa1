// Corporate actions in words.
import { formatQuantity } from "#components/format/quantity.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { CorporateActionView } from "#lib/contracts/corporate-action.ts";

export type ActionKind = CorporateActionView["kind"];
export const KINDS: readonly ActionKind[] = ["cash_dividend", "split", "symbol_change"];

export const KIND_WORDS: { readonly [K in ActionKind]: string } = {
  cash_dividend: "cash dividend",
  split: "split",
  symbol_change: "symbol change",
};

export const KIND_HINTS: { readonly [K in ActionKind]: string } = {
  cash_dividend: "Who is long at the close before the ex-day receives it, who is short pays it.",
  split: "Each account's units become new ones, cost stays. Open orders of the symbol are canceled first.",
  symbol_change: "The instrument goes on under a new name; old files still find it. Open orders are canceled first.",
};

export const STATUS_LOOKS: {
  readonly [S in CorporateActionView["status"]]: { readonly tone: Tone; readonly shape: Shape };
} = {
  announced: { tone: "warn", shape: "ring" },
  applying: { tone: "info", shape: "half" },
  applied: { tone: "live", shape: "check" },
  withdrawn: { tone: "neutral", shape: "dash" },
  taking_back: { tone: "info", shape: "half" },
  taken_back: { tone: "neutral", shape: "dash" },
  partly_taken_back: { tone: "halt", shape: "cross" },
};

export const STATUS_WORDS: { readonly [S in CorporateActionView["status"]]: string } = {
  announced: "announced",
  applying: "applying",
  applied: "applied",
  withdrawn: "withdrawn",
  taking_back: "taking back",
  taken_back: "taken back",
  partly_taken_back: "partly taken back",
};

/** "1 account", "2,314 accounts". */
export function accountsText(count: number): string {
  return count === 1 ? "1 account" : `${formatQuantity(`${count}`)} accounts`;
}

type Terms = Pick<CorporateActionView, "kind" | "amount" | "currency" | "ratioNew" | "ratioOld" | "newSymbol">;

/** "0.24 USD a unit", "4 for 1", "becomes NEW". */
export function termsOf({ kind, amount, currency, ratioNew, ratioOld, newSymbol }: Terms): string {
  if (kind === "cash_dividend") return `${formatUnitPrice(amount ?? "0")} ${currency} a unit`;
  return kind === "symbol_change" ? `becomes ${newSymbol ?? ""}` : `${ratioNew ?? ""} for ${ratioOld ?? ""}`;
}
