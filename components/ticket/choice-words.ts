// The ticket's choices in the trader's words, each with what it does where that is not plain.
import type { OrderType, TimeInForce } from "#lib/domain/orders/order.ts";
import type { Exits } from "./draft.ts";

export const TYPE_WORDS: { readonly [T in OrderType]: string } = {
  market: "Market",
  limit: "Limit",
  stop: "Stop",
  stop_limit: "Stop limit",
  trailing_stop: "Trailing stop",
};

export const TIME_WORDS: { readonly [T in TimeInForce]: string } = {
  day: "Day",
  gtc: "Until canceled",
  opg: "At the open",
  cls: "At the close",
  ioc: "At once, rest canceled",
  fok: "All at once or nothing",
};

export const EXIT_WORDS: { readonly [E in Exits]: string } = {
  none: "None",
  bracket: "Take profit and stop loss",
  take_profit: "Take profit only",
  stop_loss: "Stop loss only",
  oco: "Exits for what I hold",
};

export function optionsOf<V extends string>(values: readonly V[], words: { readonly [K in V]: string }) {
  return values.map((value) => ({ value, label: words[value] }));
}
