/**
 * An order as a scenario writes it: `buy 10 AAPL limit 99 day bracket profit 110 loss 95`, an amount as `$500`. What is wrong on purpose
 * comes last: `with limitPrice=99`.
 */
import { ORDER_TYPES, type OrderClass, type OrderType, SIDES, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { Words } from "./words.ts";

export interface TicketWords {
  readonly ticket: Ticket;
  readonly clientOrderId: string | null;
}

type Prices = Pick<Ticket, "limitPrice" | "stopPrice" | "trailPrice" | "trailPercent">;
type Draft = { -readonly [field in keyof Ticket]: Ticket[field] };

const NO_PRICES: Prices = { limitPrice: null, stopPrice: null, trailPrice: null, trailPercent: null };
const FIELDS = ["quantity", "notional", "limitPrice", "stopPrice", "trailPrice", "trailPercent"] as const;

export function readTicket(words: Words): TicketWords {
  const side = words.oneOf("the side", SIDES);
  const size = words.next("the size");
  const amount = size.startsWith("$") ? { quantity: null, notional: dec(size.slice(1)) } : null;
  const symbol = words.next("the symbol");
  // An OCO's own limit is that of its take profit.
  const isOco = words.peek() === "oco";
  const type = isOco ? "limit" : words.oneOf("the type", ORDER_TYPES);
  const prices = isOco ? NO_PRICES : readPrices(words, type);
  const draft: Draft = {
    ...SIMPLE_TERMS,
    ...(amount ?? { quantity: dec(size), notional: null }),
    ...{ symbol, side, type, timeInForce: "day", ...prices },
  };
  const clientOrderId = readRest(words, draft);
  return { ticket: draft, clientOrderId };
}

function readPrices(words: Words, type: OrderType): Prices {
  const price = (what: string): Decimal => dec(words.amount(what));
  switch (type) {
    case "market":
      return NO_PRICES;
    case "limit":
      return { ...NO_PRICES, limitPrice: price("the limit") };
    case "stop":
      return { ...NO_PRICES, stopPrice: price("the stop") };
    case "stop_limit":
      return { ...NO_PRICES, stopPrice: price("the stop"), limitPrice: price("the limit") };
    case "trailing_stop":
      return { ...NO_PRICES, ...readTrail(words) };
  }
}

export function readTrail(words: Words): { trailPrice: Decimal } | { trailPercent: Decimal } {
  const trail = words.next("the trail");
  return trail.endsWith("%") ? { trailPercent: dec(trail.slice(0, -1)) } : { trailPrice: dec(trail) };
}

function readRest(words: Words, draft: Draft): string | null {
  let clientOrderId: string | null = null;
  while (!words.done) {
    const word = words.oneOf("what follows", [...TIMES_IN_FORCE, "extended", ...EXITS, "with", "client"]);
    if (word === "extended") draft.extendedHours = true;
    else if (word === "client") clientOrderId = words.next("the client order id");
    else if (word === "with") readOddity(words, draft);
    else if (isClass(word)) readExits(words, draft, word);
    else draft.timeInForce = word;
  }
  return clientOrderId;
}

const EXITS = ["simple", "bracket", "oco", "oto"] as const satisfies readonly OrderClass[];

function isClass(word: string): word is OrderClass {
  return EXITS.some((each) => each === word);
}

function readExits(words: Words, draft: Draft, orderClass: OrderClass): void {
  draft.orderClass = orderClass;
  if (words.skip("profit")) draft.takeProfit = { limitPrice: dec(words.amount("the take profit")) };
  if (!words.skip("loss")) return;
  const stopPrice = dec(words.amount("the stop loss"));
  draft.stopLoss = { stopPrice, limitPrice: words.skip("limit") ? dec(words.amount("its limit")) : null };
}

function readOddity(words: Words, draft: Draft): void {
  const [field = "", value = ""] = words.next("a field and its value").split("=");
  const known = FIELDS.find((each) => each === field);
  if (known === undefined) throw words.fail(`with ${FIELDS.join(", ")}, not ${field}`);
  draft[known] = value === "none" ? null : dec(value);
}
