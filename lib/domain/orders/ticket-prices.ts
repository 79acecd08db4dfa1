// Prices: which of them each type takes, their bounds and their steps. Rules PRC and TRL of docs/orders.md.
import { type Decimal, dec, toPlain } from "../shared/decimal.ts";
import { onTick, roundPriceToTick } from "../shared/rounding.ts";
import type { OrderType } from "./order.ts";
import { priceStep } from "./price-step.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Ticket, TicketTerms } from "./ticket.ts";

const MAX_PRICE = dec("1000000000");
const PERCENT_PLACES = 2;
const HUNDRED = dec("100");

type PriceField = "limitPrice" | "stopPrice";
const TAKES: { readonly [T in OrderType]: readonly PriceField[] } = {
  market: [],
  limit: ["limitPrice"],
  stop: ["stopPrice"],
  stop_limit: ["stopPrice", "limitPrice"],
  trailing_stop: [],
};
const NAMES: { readonly [F in PriceField]: string } = { limitPrice: "limit price", stopPrice: "stop price" };
const TYPE_NAMES: { readonly [T in OrderType]: string } = {
  market: "market",
  limit: "limit",
  stop: "stop",
  stop_limit: "stop limit",
  trailing_stop: "trailing stop",
};

export function checkPrices(ticket: Ticket, instrument: TicketTerms): Refusal | null {
  return (
    checkPrice(ticket, "stopPrice", instrument) ??
    checkPrice(ticket, "limitPrice", instrument) ??
    checkTrail(ticket, instrument) ??
    checkExitPrices(ticket, instrument)
  );
}

function checkPrice(ticket: Ticket, field: PriceField, instrument: TicketTerms): Refusal | null {
  const price = ticket[field];
  const name = NAMES[field];
  if (!TAKES[ticket.type].includes(field)) {
    const message = `A ${TYPE_NAMES[ticket.type]} order takes no ${name}.`;
    return price === null ? null : refuse("invalid_price", field, message);
  }
  if (price !== null) return checkAmount(price, field, name, instrument);
  // The parent of an OCO is its take profit, which names the limit.
  if (ticket.orderClass === "oco" && field === "limitPrice") return null;
  return refuse("invalid_price", field, `A ${TYPE_NAMES[ticket.type]} order needs a ${name}.`);
}

function checkTrail(ticket: Ticket, instrument: TicketTerms): Refusal | null {
  const { type, trailPrice, trailPercent } = ticket;
  const given = trailPrice !== null ? "trailPrice" : "trailPercent";
  if (type !== "trailing_stop") {
    if (trailPrice === null && trailPercent === null) return null;
    return refuse("invalid_price", given, "Only a trailing stop order takes a trail.");
  }
  if ((trailPrice === null) === (trailPercent === null)) {
    return refuse("invalid_price", given, "Give the trail either as a price or as a percentage.");
  }
  if (trailPrice !== null) return checkAmount(trailPrice, "trailPrice", "trail", instrument);
  return trailPercent === null ? null : checkPercent(trailPercent);
}

function checkPercent(percent: Decimal): Refusal | null {
  if (!percent.gt(0) || percent.gte(HUNDRED)) {
    const message = "The trail must be more than 0 and less than 100 percent.";
    return refuse("invalid_price", "trailPercent", message, { limit: HUNDRED, observed: percent });
  }
  if (percent.decimalPlaces() <= PERCENT_PLACES) return null;
  return refuse("invalid_price", "trailPercent", `A percentage has at most ${PERCENT_PLACES} decimal places.`);
}

function checkExitPrices({ takeProfit, stopLoss }: Ticket, instrument: TicketTerms): Refusal | null {
  const prices: readonly (readonly [Decimal | null | undefined, string, string])[] = [
    [takeProfit?.limitPrice, "takeProfit.limitPrice", "take profit price"],
    [stopLoss?.stopPrice, "stopLoss.stopPrice", "stop loss price"],
    [stopLoss?.limitPrice, "stopLoss.limitPrice", "stop loss limit price"],
  ];
  for (const [price, field, name] of prices) {
    const refusal = price == null ? null : checkAmount(price, field, name, instrument);
    if (refusal !== null) return refusal;
  }
  return null;
}

function checkAmount(price: Decimal, field: string, name: string, instrument: TicketTerms): Refusal | null {
  if (!price.gt(0)) return refuse("invalid_price", field, `The ${name} must be more than 0.`);
  if (price.gt(MAX_PRICE)) {
    const message = `The ${name} must be at most ${toPlain(MAX_PRICE)}.`;
    return refuse("invalid_price", field, message, { limit: MAX_PRICE, observed: price });
  }
  const step = priceStep(price, instrument);
  if (onTick(price, step)) return null;
  const below = toPlain(roundPriceToTick(price, step, "down"));
  const above = toPlain(roundPriceToTick(price, step, "up"));
  const message = `The ${name} moves in steps of ${toPlain(step)}: ${below} or ${above}.`;
  return refuse("invalid_price", field, message, { limit: step, observed: price });
}
