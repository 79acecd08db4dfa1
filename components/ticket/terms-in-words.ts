// What an order is, in full and in the trader's words: "Buy 10 AAPL, limit 188.00, day".
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import type { TimeInForce } from "#lib/domain/orders/order.ts";
import type { OrderTerms, Terms } from "./draft.ts";

const UNTIL: { readonly [T in TimeInForce]: string } = {
  day: "day",
  gtc: "until canceled",
  opg: "at the open",
  cls: "at the close",
  ioc: "at once, the rest canceled",
  fok: "all at once or not at all",
};

export function durationWord(timeInForce: TimeInForce): string {
  return UNTIL[timeInForce];
}

export function termsInWords(terms: OrderTerms, { tick, currency }: Terms): string {
  const { side, symbol, notional, quantity, timeInForce, type, extendedHours } = terms;
  const price = (value: string) => formatPrice(value, { tick });
  const size =
    notional === undefined
      ? `${formatQuantity(quantity ?? null)} ${symbol}`
      : `${formatMoney(notional, { currency })} of ${symbol}`;
  const exits = exitsInWords(terms, price);
  const oco = terms.orderClass === "oco";
  // A market order for the day is done at once; how long it lives is no news.
  const until = type === "market" && timeInForce === "day" ? null : UNTIL[timeInForce];
  return [
    `${side === "buy" ? "Buy" : "Sell"} ${size}`,
    ...(oco ? [exits.join(" or ")] : pricesInWords(terms, price)),
    until,
    extendedHours ? "extended hours" : null,
    ...(oco ? [] : exits),
  ]
    .filter((part) => part !== null)
    .join(", ");
}

function pricesInWords(terms: OrderTerms, price: (value: string) => string): readonly (string | null)[] {
  const { type, limitPrice, stopPrice, trailPrice, trailPercent } = terms;
  if (type === "market") return ["market"];
  if (type === "trailing_stop") return [`trailing stop ${trailWords({ trailPrice, trailPercent }, price)}`];
  return [
    stopPrice === undefined ? null : `stop ${price(stopPrice)}`,
    limitPrice === undefined ? null : `limit ${price(limitPrice)}`,
  ];
}

interface Trail {
  readonly trailPrice?: string | null | undefined;
  readonly trailPercent?: string | null | undefined;
}

export function trailWords({ trailPrice, trailPercent }: Trail, price: (value: string) => string): string {
  if (trailPercent != null) return `${formatQuantity(trailPercent)} %`;
  return trailPrice == null ? "" : price(trailPrice);
}

function exitsInWords({ takeProfit, stopLoss }: OrderTerms, price: (value: string) => string): string[] {
  const limit = stopLoss?.limitPrice === undefined ? "" : ` limit ${price(stopLoss.limitPrice)}`;
  return [
    ...(takeProfit === undefined ? [] : [`take profit ${price(takeProfit.limitPrice)}`]),
    ...(stopLoss === undefined ? [] : [`stop loss ${price(stopLoss.stopPrice)}${limit}`]),
  ];
}
