// Sample venue order and events for tests, each taking what differs; and one order alone against one event.
import { type Decimal, dec, ZERO } from "../shared/decimal.ts";
import { asLocalDate } from "../shared/local-date.ts";
import type { AuctionEvent } from "./auction.ts";
import { type BarEvent, barPrices } from "./match-bar.ts";
import type { QuoteEvent } from "./match-quote.ts";
import { matchEvent, type VenueEvent } from "./run-venue.ts";
import type { MatchResult } from "./settle.ts";
import { type VenueOrder, venueOrder } from "./venue-order.ts";

const DAY = asLocalDate("2026-11-20");
const AT = new Date("2026-11-20T15:00:00Z");

/** A market buy of ten shares with all the money it may need. */
export function sampleVenueOrder(differs: Partial<VenueOrder> = {}): VenueOrder {
  return venueOrder({
    venueOrderId: "v1",
    accountId: "a1",
    assetClass: "us_equity",
    side: "buy",
    type: "market",
    timeInForce: "day",
    quantity: dec("10"),
    notional: null,
    limitPrice: null,
    held: dec("1000000000"),
    filledQuantity: ZERO,
    filledValue: ZERO,
    executionCount: 0,
    seq: 1,
    acceptedAt: AT,
    tradingDay: DAY,
    ...differs,
  });
}

export function sampleQuoteEvent(differs: Partial<QuoteEvent> = {}): QuoteEvent {
  return {
    kind: "quote",
    at: AT,
    session: "core",
    bid: dec("99.98"),
    ask: dec("100.02"),
    last: dec("100"),
    bidSize: dec("300"),
    askSize: dec("300"),
    ...differs,
  };
}

type BarText = Parameters<typeof barPrices>[0];

export function sampleBarEvent(bar: Partial<BarText> = {}, differs: Partial<BarEvent> = {}): BarEvent {
  const whole = { open: "100", high: "104", low: "97", close: "103", volume: "1000000", ...bar };
  return {
    kind: "bar",
    at: new Date("2026-11-20T21:00:00Z"),
    session: "core",
    tradingDay: DAY,
    bar: barPrices(whole),
    openingUntil: null,
    closingUntil: null,
    ...differs,
  };
}

export function sampleAuctionEvent(differs: Partial<AuctionEvent> = {}): AuctionEvent {
  return {
    kind: "auction",
    auction: "open",
    at: new Date("2026-11-20T14:30:00Z"),
    tradingDay: DAY,
    entryUntil: new Date("2026-11-20T15:28:00Z"),
    price: dec("100"),
    size: null,
    ...differs,
  };
}

/** What the event does to an order that is alone in the book. */
export function meetAlone(order: VenueOrder, event: VenueEvent, cashFree: Decimal = ZERO): MatchResult {
  const [met] = matchEvent({ orders: [order], event, purse: new Map([[order.accountId, cashFree]]) });
  if (met === undefined) return { fills: [], residue: { state: "working" }, marks: null };
  return { fills: met.fills, residue: met.residue, marks: met.marks };
}
