// Sample instrument, quote, ticket and order for tests: each takes what differs.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import { dec, ZERO } from "../shared/decimal.ts";
import { asId, type HoldId, type OrderId } from "../shared/ids.ts";
import type { Order } from "./order.ts";
import type { RestingOrder } from "./resting.ts";
import type { Ticket } from "./ticket.ts";

const AT = new Date("2026-01-05T15:00:00Z");

export function sampleInstrument(differs: Partial<Instrument> = {}): Instrument {
  return {
    id: asId("instrument-aapl"),
    symbol: "AAPL",
    name: "Apple Inc.",
    assetClass: "us_equity",
    exchange: "NASDAQ",
    currency: "USD",
    currencyId: asId("asset-usd"),
    tickSize: dec("0.01"),
    minNotional: dec("1"),
    fractionable: true,
    shortable: false,
    tradable: true,
    status: "active",
    ...differs,
  };
}

export function sampleQuote(differs: Partial<Quote> = {}): Quote {
  return {
    instrumentId: asId("instrument-aapl"),
    bid: dec("99.99"),
    ask: dec("100"),
    last: dec("100"),
    bidSize: dec("500"),
    askSize: dec("400"),
    at: AT,
    tick: 1n,
    open: dec("98"),
    previousClose: dec("97.5"),
    ...differs,
  };
}

export function sampleTicket(differs: Partial<Ticket> = {}): Ticket {
  return {
    symbol: "AAPL",
    side: "buy",
    type: "market",
    timeInForce: "day",
    quantity: dec("10"),
    notional: null,
    limitPrice: null,
    stopPrice: null,
    trailPrice: null,
    trailPercent: null,
    extendedHours: false,
    orderClass: "simple",
    takeProfit: null,
    stopLoss: null,
    ...differs,
  };
}

export function sampleOrder(differs: Partial<Order> = {}): Order {
  return {
    id: asId("order-1"),
    accountId: asId("account-1"),
    clientOrderId: "client-1",
    instrumentId: asId("instrument-aapl"),
    side: "buy",
    type: "limit",
    timeInForce: "day",
    quantity: dec("10"),
    notional: null,
    limitPrice: dec("100"),
    stopPrice: null,
    trailPrice: null,
    trailPercent: null,
    highWaterMark: null,
    extendedHours: false,
    orderClass: "simple",
    legRole: null,
    parentId: null,
    replacesId: null,
    replacedById: null,
    status: "new",
    dispatch: "acknowledged",
    filledQuantity: ZERO,
    filledValue: ZERO,
    holdId: asId<HoldId>("hold-1"),
    marginHoldId: null,
    rejectReason: null,
    cancelReason: null,
    submittedAt: AT,
    closedAt: null,
    expiresAt: null,
    ...differs,
  };
}

/** An open order of one's own, as a new one has to mind it. */
export function sampleResting({
  id = "resting-1",
  ...differs
}: Partial<Omit<RestingOrder, "id">> & { id?: string }): RestingOrder {
  return {
    id: asId<OrderId>(id),
    side: "buy",
    type: "limit",
    orderClass: "simple",
    legRole: null,
    parentId: null,
    limitPrice: dec("100"),
    status: "new",
    leaves: dec("10"),
    ...differs,
  };
}
