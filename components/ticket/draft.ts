// What stands in the ticket as typed, how it becomes an order to send, and the words for it.
import { formatMoney } from "#components/format/money.ts";
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { compareDecimals, isOnTick, stepByTick } from "#components/format/string-decimal.ts";
import type { OrderType, Side, TimeInForce } from "#lib/domain/orders/order.ts";

export type Sizing = "quantity" | "amount";

export interface TicketDraft {
  readonly symbol: string;
  readonly side: Side;
  readonly sizing: Sizing;
  readonly quantity: string;
  readonly amount: string;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly limitPrice: string;
}

/** The parts of an order that make it this order and no other; amounts are plain decimals. */
export interface OrderTerms {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly quantity?: string;
  readonly notional?: string;
  readonly limitPrice?: string;
}

export type TicketField = "quantity" | "amount" | "limitPrice" | "timeInForce" | "symbol";
export type FieldProblems = { readonly [F in TicketField]?: string };

export type ReadDraft =
  | { readonly ok: true; readonly terms: OrderTerms }
  | { readonly ok: false; readonly problems: FieldProblems };

export interface Terms {
  readonly tick: string;
  readonly currency: string;
}

export const QUANTITY_PLACES = 9;
export const AMOUNT_PLACES = 2;

export function emptyDraft(symbol: string): TicketDraft {
  return {
    symbol,
    side: "buy",
    sizing: "quantity",
    quantity: "",
    amount: "",
    type: "market",
    timeInForce: "day",
    limitPrice: "",
  };
}

/** An order by amount is a market order for the day: the venue knows no other. */
export function typeOf(draft: TicketDraft): OrderType {
  return draft.sizing === "amount" ? "market" : draft.type;
}

function readPositive(typed: string, places: number, noun: string): { value: string } | { problem: string } {
  if (typed.trim() === "") return { problem: `Enter ${noun}.` };
  const read = parseAmount(typed, { places });
  if (!read.ok) return { problem: read.message };
  return compareDecimals(read.value, "0") > 0 ? { value: read.value } : { problem: `Enter ${noun} above 0.` };
}

function readLimit(typed: string, tick: string): { value: string } | { problem: string } {
  const read = readPositive(typed, QUANTITY_PLACES, "a limit price");
  if ("problem" in read || isOnTick(read.value, tick)) return read;
  const [below, above] = [stepByTick(read.value, tick, "down"), stepByTick(read.value, tick, "up")];
  return {
    problem: `The price moves in steps of ${tick}: ${formatPrice(below, { tick })} or ${formatPrice(above, { tick })}.`,
  };
}

/** Only what can be told from the text alone; every rule of the desk is the server's, shown by the preview. */
export function readDraft(draft: TicketDraft, { tick }: Pick<Terms, "tick">): ReadDraft {
  const byAmount = draft.sizing === "amount";
  const size = byAmount
    ? readPositive(draft.amount, AMOUNT_PLACES, "an amount")
    : readPositive(draft.quantity, QUANTITY_PLACES, "a quantity");
  const type = typeOf(draft);
  const limit = type === "limit" ? readLimit(draft.limitPrice, tick) : null;
  if ("problem" in size || (limit !== null && "problem" in limit)) {
    return {
      ok: false,
      problems: {
        ...("problem" in size ? { [byAmount ? "amount" : "quantity"]: size.problem } : {}),
        ...(limit !== null && "problem" in limit ? { limitPrice: limit.problem } : {}),
      },
    };
  }
  return {
    ok: true,
    terms: {
      symbol: draft.symbol,
      side: draft.side,
      type,
      timeInForce: byAmount ? "day" : draft.timeInForce,
      ...(byAmount ? { notional: size.value } : { quantity: size.value }),
      ...(limit === null ? {} : { limitPrice: limit.value }),
    },
  };
}

/** What the button will do, in full: "Buy 10 AAPL, limit 188.00, day". */
export function termsInWords(terms: OrderTerms, { tick, currency }: Terms): string {
  const verb = terms.side === "buy" ? "Buy" : "Sell";
  const what =
    terms.notional === undefined
      ? `${formatQuantity(terms.quantity ?? null)} ${terms.symbol}`
      : `${formatMoney(terms.notional, { currency })} of ${terms.symbol}`;
  if (terms.limitPrice === undefined) return `${verb} ${what}, market`;
  const until = terms.timeInForce === "day" ? "day" : "until canceled";
  return `${verb} ${what}, limit ${formatPrice(terms.limitPrice, { tick })}, ${until}`;
}

/** After a final answer the size is gone, so that a second press cannot place a second order by accident. */
export function withoutSize(draft: TicketDraft): TicketDraft {
  return { ...draft, quantity: "", amount: "", limitPrice: "" };
}

const KEYS = ["symbol", "side", "sizing", "quantity", "amount", "type", "timeInForce", "limitPrice"] as const;

export function sameDraft(left: TicketDraft, right: TicketDraft): boolean {
  return KEYS.every((key) => left[key] === right[key]);
}

/** sessionStorage is anybody's text: a draft counts only when every field is one of ours. */
export function asDraft(value: unknown): TicketDraft | null {
  if (typeof value !== "object" || value === null) return null;
  const given = value as Record<string, unknown>;
  if (!KEYS.every((key) => typeof given[key] === "string" && given[key].length <= 64)) return null;
  const draft = value as TicketDraft;
  const known =
    ["buy", "sell"].includes(draft.side) &&
    ["quantity", "amount"].includes(draft.sizing) &&
    ["market", "limit"].includes(draft.type) &&
    ["day", "gtc"].includes(draft.timeInForce);
  return known ? draft : null;
}
