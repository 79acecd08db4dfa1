// What an order asks for beside its size: its kind with every price that belongs to it, and when it may trade.
import { formatTime, type TimeStyle } from "#components/format/time.ts";
import type { CalendarView } from "#lib/contracts/calendar.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";

type Prices = Pick<
  OrderView,
  "type" | "limitPrice" | "stopPrice" | "trailPrice" | "trailPercent" | "highWaterMark" | "side"
>;

export interface PricePart {
  readonly name: string;
  readonly text: string;
}

/** Each price of the order with its name; `price` writes it in steps of the tick. */
export function priceParts(order: Prices, price: (value: string) => string): readonly PricePart[] {
  const { type, limitPrice, stopPrice, trailPrice, trailPercent, highWaterMark, side } = order;
  const parts: PricePart[] = [];
  if (trailPercent !== null) parts.push({ name: "trail", text: `${trailPercent} %` });
  if (trailPrice !== null) parts.push({ name: "trail", text: price(trailPrice) });
  if (stopPrice !== null) parts.push({ name: type === "trailing_stop" ? "stop now" : "stop", text: price(stopPrice) });
  if (limitPrice !== null) parts.push({ name: "limit", text: price(limitPrice) });
  if (highWaterMark !== null) parts.push({ name: side === "sell" ? "best" : "lowest", text: price(highWaterMark) });
  return parts;
}

export function typeWord(type: OrderView["type"]): string {
  return type.replaceAll("_", " ");
}

/** "limit 188.00", "stop limit, stop 180.00, limit 179.50", "trailing stop, trail 1.5 %, stop now 187.05, best 189.90". */
export function typeWithPrices(order: Prices, price: (value: string) => string): string {
  const parts = priceParts(order, price);
  const only = parts[0];
  if (only !== undefined && parts.length === 1 && (only.name === "limit" || only.name === "stop"))
    return `${typeWord(order.type)} ${only.text}`;
  return [typeWord(order.type), ...parts.map(({ name, text }) => `${name} ${text}`)].join(", ");
}

const ROLES = { entry: "entry", take_profit: "take profit", stop_loss: "stop loss" } as const;

export function roleWord(role: OrderView["legRole"]): string | null {
  return role === null ? null : ROLES[role];
}

const CLASSES = { simple: "simple", bracket: "bracket", oco: "one cancels the other", oto: "one triggers the other" };

export function className(orderClass: OrderView["orderClass"]): string {
  return CLASSES[orderClass];
}

const GOOD: { readonly [T in OrderView["timeInForce"]]: string } = {
  day: "until the end of the trading day",
  gtc: "until canceled",
  opg: "in the opening auction only",
  cls: "in the closing auction only",
  ioc: "at once; what is not filled is canceled",
  fok: "at once and in full, or not at all",
};

export function goodFor({ timeInForce, extendedHours }: Pick<OrderView, "timeInForce" | "extendedHours">): string {
  return extendedHours ? `${GOOD[timeInForce]}, before and after hours too` : GOOD[timeInForce];
}

type Timed = Pick<OrderView, "status" | "timeInForce" | "extendedHours" | "expiresAt" | "symbol">;
export type MarketNow = Pick<CalendarView, "mode" | "phase" | "nextOpenAt">;

/** From when an order that waits may trade; null when it may now, or is over. Crypto's symbols are pairs, and its market never closes. */
export function worksFrom(order: Timed, market: MarketNow | undefined): string | null {
  if (market === undefined || !isOpen(order.status) || order.symbol.includes("/")) return null;
  if (order.timeInForce === "opg") return market.mode === "always" ? null : market.nextOpenAt;
  if (order.timeInForce !== "day" && order.timeInForce !== "gtc") return null;
  if (market.phase === "core" || (order.extendedHours && market.phase !== "closed")) return null;
  return market.nextOpenAt;
}

/** "from 23 Nov, 09:30" or "until 20 Nov, 16:00", in a column that names the zone; null when there is nothing to add. */
export function windowWords(order: Timed, market: MarketNow | undefined, zone: string): string | null {
  if (!isOpen(order.status)) return null;
  if (order.status === "held") return "waits for its entry";
  const from = worksFrom(order, market);
  if (from !== null) return `from ${shortTime(from, zone)}`;
  return order.expiresAt === null ? null : `until ${shortTime(order.expiresAt, zone)}`;
}

/** Without its zone: for columns whose head names it. */
export function shortTime(at: string, zone: string): string {
  const part = (style: TimeStyle) => formatTime(at, { zone, style, named: false });
  return `${part("day")}, ${part("minute")}`;
}
