// Prices to begin with when a type is chosen: at the quote's own side, stops and exits a little away from it.
import {
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  placesOf,
  stepByTick,
  subtractDecimals,
} from "#components/format/string-decimal.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { priceFields } from "./applies.ts";
import type { PriceField, TicketDraft } from "./draft.ts";
import { priceStep } from "./price-step.ts";

export interface OfferMarket {
  readonly bid: string;
  readonly ask: string;
  readonly tick: string;
  readonly assetClass: AssetClass;
}

export type Offers = Partial<Record<PriceField, string>>;

/** Shares of the price: how far a stop, its limit and the two exits begin from it. */
const STOP = "0.01";
const STOP_LIMIT = "0.002";
const PROFIT = "0.02";
const TRAIL_PERCENT = "1";

/** Above or below the price by a share of it, on the step. */
function away(price: string, share: string, up: boolean, market: OfferMarket): string {
  const distance = multiplyDecimals(price, share);
  return onStep(up ? addDecimals(price, distance) : subtractDecimals(price, distance), market);
}

/** The step at or below it, and never nothing. */
function onStep(wanted: string, { assetClass, tick }: OfferMarket, price = wanted): string {
  const step = priceStep(price, assetClass, tick);
  const below = stepByTick(stepByTick(wanted, step, "up"), step, "down");
  return padded(compareDecimals(below, "0") > 0 ? below : step, step);
}

/** With the places of its step, as prices are written. */
function padded(price: string, step: string): string {
  const [whole = "0", fraction = ""] = price.split(".");
  const places = placesOf(step);
  return places === 0 ? whole : `${whole}.${fraction.padEnd(places, "0")}`;
}

function offersFor(draft: TicketDraft, market: OfferMarket): Offers {
  const { side, type, exits, trailBy } = draft;
  const buying = side === "buy";
  const { bid, ask } = market;
  // A limit joins its own side of the quote, so that nothing trades by an oversight.
  const join = buying ? bid : ask;
  const stop = away(buying ? ask : bid, STOP, buying, market);
  const trail = onStep(multiplyDecimals(join, STOP), market, join);
  // The exits of an entry trade the other way; those of a position are the order itself.
  const exitSells = exits === "oco" ? !buying : buying;
  const from = entryPrice(draft, market);
  return {
    limitPrice: type === "stop_limit" ? away(stop, STOP_LIMIT, buying, market) : onStep(join, market),
    stopPrice: stop,
    trail: trailBy === "percent" ? TRAIL_PERCENT : trail,
    takeProfitPrice: away(from, PROFIT, exitSells, market),
    stopLossPrice: away(from, STOP, !exitSells, market),
  };
}

/** Where the exits are measured from: the entry's own price when it has one, else what it would meet. */
function entryPrice({ side, type, exits, limitPrice, stopPrice }: TicketDraft, { bid, ask }: OfferMarket): string {
  const met = side === "buy" ? ask : bid;
  if (exits === "oco") return side === "buy" ? bid : ask;
  const own = type === "limit" ? limitPrice : type === "stop" || type === "stop_limit" ? stopPrice : "";
  return isPrice(own) ? own : met;
}

function isPrice(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && compareDecimals(text, "0") > 0;
}

/** For fields that are empty or still stand as they were offered; what a person typed stays. Expects a ticket that fits. */
export function offerPrices(draft: TicketDraft, market: OfferMarket, before: Offers): Offers {
  const fresh = offersFor(draft, market);
  const offers: Offers = {};
  for (const field of priceFields(draft)) {
    const offer = fresh[field];
    if (offer !== undefined && (draft[field] === "" || draft[field] === before[field])) offers[field] = offer;
  }
  return offers;
}
