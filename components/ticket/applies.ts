// Which types, times and fields apply to a ticket, so that only those are shown and sent; the server holds the same rules.
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import type { OrderType, TimeInForce } from "#lib/domain/orders/order.ts";
import type { Exits, PriceField, TicketDraft } from "./draft.ts";

export interface Market {
  readonly assetClass: AssetClass;
  /** Orders by amount of money are switched on for this account. */
  readonly amountAllowed: boolean;
}

const TYPES: { readonly [A in AssetClass]: readonly OrderType[] } = {
  us_equity: ["market", "limit", "stop", "stop_limit", "trailing_stop"],
  crypto: ["market", "limit", "stop_limit"],
};

const RESTING: readonly TimeInForce[] = ["day", "gtc"];

const PRICES: { readonly [T in OrderType]: readonly PriceField[] } = {
  market: [],
  limit: ["limitPrice"],
  stop: ["stopPrice"],
  stop_limit: ["stopPrice", "limitPrice"],
  trailing_stop: ["trail"],
};

const EXIT_PRICES: { readonly [E in Exits]: readonly PriceField[] } = {
  none: [],
  bracket: ["takeProfitPrice", "stopLossPrice", "stopLossLimit"],
  take_profit: ["takeProfitPrice"],
  stop_loss: ["stopLossPrice", "stopLossLimit"],
  oco: ["takeProfitPrice", "stopLossPrice", "stopLossLimit"],
};

export function typesFor({ assetClass }: Pick<Market, "assetClass">): readonly OrderType[] {
  return TYPES[assetClass];
}

export function timesFor(
  { assetClass }: Pick<Market, "assetClass">,
  { type, exits }: Pick<TicketDraft, "type" | "exits">,
): readonly TimeInForce[] {
  if (exits !== "none" || (type !== "market" && type !== "limit")) return RESTING;
  return assetClass === "crypto" ? [...RESTING, "ioc"] : [...RESTING, "opg", "cls", "ioc", "fok"];
}

export function exitsApply(
  { assetClass }: Pick<Market, "assetClass">,
  { type, sizing }: Pick<TicketDraft, "type" | "sizing">,
): boolean {
  return assetClass === "us_equity" && type !== "trailing_stop" && sizing !== "amount";
}

/** Outside the core session only plain limit orders trade. */
export function hoursApply(
  { assetClass }: Pick<Market, "assetClass">,
  { type, timeInForce, exits }: Pick<TicketDraft, "type" | "timeInForce" | "exits">,
): boolean {
  return assetClass === "us_equity" && type === "limit" && exits === "none" && RESTING.includes(timeInForce);
}

/** In the order in which they stand in the ticket; an OCO is only its exits. */
export function priceFields({ type, exits }: Pick<TicketDraft, "type" | "exits">): readonly PriceField[] {
  return [...(exits === "oco" ? [] : PRICES[type]), ...EXIT_PRICES[exits]];
}

/** The ticket as it applies: what does not go with the rest falls back, and is there again when it does. */
export function asApplies(draft: TicketDraft, market: Market): TicketDraft {
  const sizing = draft.sizing === "amount" && !market.amountAllowed ? "quantity" : draft.sizing;
  // An order by amount is a market order for the day: the venue knows no other.
  if (sizing === "amount") {
    return { ...draft, sizing, type: "market", timeInForce: "day", exits: "none", hours: "core" };
  }
  const wanted = typesFor(market).includes(draft.type) ? draft.type : "market";
  const exits = exitsApply(market, { type: wanted, sizing }) ? draft.exits : "none";
  const type = exits === "oco" ? "limit" : wanted;
  const timeInForce = timesFor(market, { type, exits }).includes(draft.timeInForce) ? draft.timeInForce : "day";
  const hours = hoursApply(market, { type, timeInForce, exits }) ? draft.hours : "core";
  return { ...draft, sizing, type, exits, timeInForce, hours };
}
