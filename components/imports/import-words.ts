// What stands on the imports page in words: where an import stands, what a row says, how many of what.
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { ImportRowView, ImportView } from "#lib/contracts/import.ts";

interface Look {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: Shape;
}

export const STATUS_LOOKS: { readonly [S in ImportView["status"]]: Look } = {
  received: { word: "being read", tone: "info", shape: "half" },
  staged: { word: "checked, not published", tone: "warn", shape: "ring" },
  unreadable: { word: "cannot be read", tone: "down", shape: "cross" },
  publishing: { word: "publishing", tone: "info", shape: "half" },
  published: { word: "published", tone: "live", shape: "check" },
  undoing: { word: "being undone", tone: "info", shape: "half" },
  undone: { word: "undone", tone: "neutral", shape: "dash" },
  discarded: { word: "discarded", tone: "neutral", shape: "dash" },
};

export const VERDICT_LOOKS: { readonly [V in ImportRowView["verdict"]]: Look } = {
  accepted: { word: "accepted", tone: "live", shape: "check" },
  duplicate: { word: "duplicate", tone: "neutral", shape: "dash" },
  refused: { word: "refused", tone: "halt", shape: "cross" },
};

export const BASIS_WORDS = {
  as_traded: "as traded on each day",
  split_adjusted: "adjusted for the splits since",
} as const;

/** "1 row", "20,000 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

export function daysOf({ fromDay, toDay }: Pick<ImportView, "fromDay" | "toDay">): string | null {
  if (fromDay === null || toDay === null) return null;
  return fromDay === toDay ? fromDay : `${fromDay} to ${toDay}`;
}

/** What publishing would put into the books. */
export function newRows({ kind, accepted }: Pick<ImportView, "kind" | "accepted">): string {
  return kind === "prices" ? counted(accepted, "price") : counted(accepted, "activity", "activities");
}

export interface RowFields {
  readonly day: string;
  readonly type: string;
  readonly symbol: string;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly amount: string | null;
  readonly fee: string | null;
  readonly ratio: string | null;
  readonly currency: string;
}

/** What was understood; of a refused row what stands there. */
export function fieldsOf({ value, cells }: Pick<ImportRowView, "value" | "cells">): RowFields {
  const text = (name: string) => {
    const found = value?.[name];
    return typeof found === "string" ? found : null;
  };
  if (value !== null) {
    const [ratioNew, ratioOld, fee] = [text("ratioNew"), text("ratioOld"), text("fee")];
    return {
      day: value.day,
      type: text("type") ?? "",
      symbol: value.symbol ?? "",
      quantity: text("quantity"),
      price: text("close") ?? text("price"),
      amount: text("gross"),
      fee: fee === "0" ? null : fee,
      ratio: ratioNew === null ? null : `${ratioNew} for ${ratioOld ?? "1"}`,
      currency: text("currency") ?? "",
    };
  }
  const cell = (...names: readonly string[]) => names.map((name) => cells?.[name]).find((each) => each !== undefined);
  return {
    day: cell("date", "instant") ?? "",
    type: cell("type")?.toLowerCase() ?? "",
    symbol: cell("symbol") ?? "",
    quantity: cell("quantity") ?? null,
    price: cell("close", "unitPrice") ?? null,
    amount: cell("amount", "grossAmount") ?? null,
    fee: cell("fee") ?? null,
    ratio: cell("ratio") ?? null,
    currency: cell("currency") ?? "",
  };
}

/** "quantity is missing; write how many units": the field, and what to do about it. */
export function problemText({ field, detail }: { readonly field: string | null; readonly detail: string }): string {
  return field === null ? detail : `${field} ${detail}`;
}

/** The first few by name. */
export function namesOf(symbols: readonly string[]): string {
  const shown = symbols.slice(0, 6).join(", ");
  return symbols.length > 6 ? `${shown} and ${symbols.length - 6} more` : shown;
}
