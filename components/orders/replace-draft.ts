// Replacing an order: what may be changed about it, what was typed, and the difference between the two.
import { parseAmount } from "#components/format/parse-amount.ts";
import { addDecimals, compareDecimals, isOnTick, signOf, stepByTick } from "#components/format/string-decimal.ts";
import type { OrderView } from "#lib/contracts/order.ts";

export const REPLACE_FIELDS = ["quantity", "limitPrice", "stopPrice", "trailPrice", "trailPercent"] as const;
export type ReplaceField = (typeof REPLACE_FIELDS)[number];

export const FIELD_WORDS: { readonly [F in ReplaceField]: string } = {
  quantity: "Quantity",
  limitPrice: "Limit price",
  stopPrice: "Stop price",
  trailPrice: "Trail, as a price",
  trailPercent: "Trail, in percent",
};

export type ReplaceDraft = { readonly [F in ReplaceField]?: string };

/** What is sent: only what differs; `quantity` is the whole chain's. */
export type ReplaceChange = { readonly [F in ReplaceField]?: string };

export interface FieldChange {
  readonly field: ReplaceField;
  readonly was: string;
  readonly becomes: string;
}

/** The venue must know the order, or it must not have left yet; in between nothing can be changed. */
export function mayReplace(order: OrderView): boolean {
  const { status, dispatch } = order;
  const settled = (status === "new" || status === "partially_filled") && dispatch === "acknowledged";
  return (settled || status === "held") && replaceableFields(order).length > 0;
}

/** The server has the last word; this only keeps fields out that it would refuse whatever stood in them. */
export function replaceableFields(order: OrderView): readonly ReplaceField[] {
  return REPLACE_FIELDS.filter((field) => {
    const value = order[field];
    if (value === null) return false;
    if (field === "quantity") return order.orderClass === "simple" && !value.includes(".");
    return field !== "stopPrice" || order.type !== "trailing_stop";
  });
}

export function draftOf(order: OrderView): ReplaceDraft {
  return Object.fromEntries(replaceableFields(order).map((field) => [field, order[field] ?? ""]));
}

export type ReadReplace =
  | { readonly ok: true; readonly changes: readonly FieldChange[] }
  | { readonly ok: false; readonly field: ReplaceField | null; readonly problem: string };

/** Only what the text alone tells; every rule of the venue is the server's to say. */
export function readReplace(order: OrderView, draft: ReplaceDraft, tick: string): ReadReplace {
  const changes: FieldChange[] = [];
  for (const field of replaceableFields(order)) {
    const was = order[field];
    const typed = draft[field];
    if (was === null || typed === undefined) continue;
    const read = parseAmount(typed, { places: field === "quantity" ? 0 : 9 });
    if (!read.ok) return { ok: false, field, problem: read.message };
    const problem = problemOf(order, field, read.value, tick);
    if (problem !== null) return { ok: false, field, problem };
    if (compareDecimals(read.value, was) !== 0) changes.push({ field, was, becomes: read.value });
  }
  return changes.length === 0 ? { ok: false, field: null, problem: "Nothing is changed yet." } : { ok: true, changes };
}

function problemOf(order: OrderView, field: ReplaceField, value: string, tick: string): string | null {
  if (signOf(value) <= 0) return `${FIELD_WORDS[field]} must be more than 0.`;
  if (field === "quantity")
    return compareDecimals(value, order.filledQuantity) > 0
      ? null
      : `${order.filledQuantity} is filled already: the new quantity must be more, or cancel the rest.`;
  if (field === "trailPercent" || isOnTick(value, tick)) return null;
  return `The price moves in steps of ${tick}: ${stepByTick(value, tick, "down")} or ${stepByTick(value, tick, "up")}.`;
}

/** The server counts a chain's quantity as one: what the orders before this one have filled belongs to it. */
export function changeToSend(changes: readonly FieldChange[], filledBefore: string): ReplaceChange {
  return Object.fromEntries(
    changes.map(({ field, becomes }) => [field, field === "quantity" ? addDecimals(becomes, filledBefore) : becomes]),
  );
}
