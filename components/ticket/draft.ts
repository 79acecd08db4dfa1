// What stands in the ticket as typed, and what becomes of it when the ticket is kept, compared or emptied.
import { ORDER_TYPES, type OrderType, type Side, TIMES_IN_FORCE, type TimeInForce } from "#lib/domain/orders/order.ts";

const SIZINGS = ["quantity", "amount", "percent"] as const;
/** A percentage of the equity becomes a quantity while it is typed; what is sent is the quantity. */
export type Sizing = (typeof SIZINGS)[number];

const EXITS = ["none", "bracket", "take_profit", "stop_loss", "oco"] as const;
/** Which exits go with the order: both (a bracket), one of them (an OTO), or only exits of what is held (an OCO). */
export type Exits = (typeof EXITS)[number];

const HOURS = ["core", "extended"] as const;
const TRAILS = ["amount", "percent"] as const;

export interface TicketDraft {
  readonly symbol: string;
  readonly side: Side;
  readonly sizing: Sizing;
  readonly quantity: string;
  readonly amount: string;
  readonly percent: string;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly hours: (typeof HOURS)[number];
  readonly limitPrice: string;
  readonly stopPrice: string;
  readonly trailBy: (typeof TRAILS)[number];
  readonly trail: string;
  readonly exits: Exits;
  readonly takeProfitPrice: string;
  readonly stopLossPrice: string;
  readonly stopLossLimit: string;
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
  readonly stopPrice?: string;
  readonly trailPrice?: string;
  readonly trailPercent?: string;
  readonly extendedHours?: true;
  readonly orderClass?: "bracket" | "oto" | "oco";
  readonly takeProfit?: { readonly limitPrice: string };
  readonly stopLoss?: { readonly stopPrice: string; readonly limitPrice?: string };
}

export const PRICE_FIELDS = [
  "limitPrice",
  "stopPrice",
  "trail",
  "takeProfitPrice",
  "stopLossPrice",
  "stopLossLimit",
] as const;
export type PriceField = (typeof PRICE_FIELDS)[number];

export type TicketField = PriceField | "quantity" | "amount" | "type" | "timeInForce" | "hours" | "exits";
export type FieldProblems = { readonly [F in TicketField]?: string };

export interface Terms {
  readonly tick: string;
  readonly currency: string;
}

export const QUANTITY_PLACES = 9;
export const AMOUNT_PLACES = 2;
export const PERCENT_PLACES = 2;

export function emptyDraft(symbol: string): TicketDraft {
  return {
    symbol,
    side: "buy",
    sizing: "quantity",
    quantity: "",
    amount: "",
    percent: "",
    type: "market",
    timeInForce: "day",
    hours: "core",
    limitPrice: "",
    stopPrice: "",
    trailBy: "amount",
    trail: "",
    exits: "none",
    takeProfitPrice: "",
    stopLossPrice: "",
    stopLossLimit: "",
  };
}

/** After a final answer size and prices are gone, so that a second press cannot place a second order by accident. */
export function withoutSize(draft: TicketDraft): TicketDraft {
  const { symbol, side, sizing, type, timeInForce, hours, trailBy, exits } = draft;
  return { ...emptyDraft(symbol), side, sizing, type, timeInForce, hours, trailBy, exits };
}

const KEYS = Object.keys(emptyDraft("")) as (keyof TicketDraft)[];

export function sameDraft(left: TicketDraft, right: TicketDraft): boolean {
  return KEYS.every((key) => left[key] === right[key]);
}

const CLOSED: { readonly [K in keyof TicketDraft]?: readonly string[] } = {
  side: ["buy", "sell"],
  sizing: SIZINGS,
  type: ORDER_TYPES,
  timeInForce: TIMES_IN_FORCE,
  hours: HOURS,
  trailBy: TRAILS,
  exits: EXITS,
};

/** sessionStorage is anybody's text: a draft counts only when every field is one of ours. */
export function asDraft(value: unknown): TicketDraft | null {
  if (typeof value !== "object" || value === null || !("symbol" in value)) return null;
  // A ticket kept by an earlier version lacks the later fields; it may stand for an order that was sent.
  const given: Record<string, unknown> = { ...emptyDraft(""), ...value };
  const known = KEYS.every((key) => {
    const text = given[key];
    return typeof text === "string" && text.length <= 64 && (CLOSED[key]?.includes(text) ?? true);
  });
  return known ? (Object.fromEntries(KEYS.map((key) => [key, given[key]])) as unknown as TicketDraft) : null;
}
