/** From the rows of a named statement to the values that the pure pre-trade check takes; shared by submit and preview. */
import type { AccountRow, InstrumentRow, PreTradeRow, QuoteRow, RestingRow } from "#lib/db/submit-order.sql.ts";
import { checkWindow } from "#lib/domain/market/calendar/order-window.ts";
import { alwaysOpen, type Calendar } from "#lib/domain/market/calendar/sessions.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import type { Quote } from "#lib/domain/market/quote.ts";
import { feeModelOf } from "#lib/domain/orders/fees.ts";
import { type Refusal, refuse } from "#lib/domain/orders/refusal.ts";
import type { RestingOrder } from "#lib/domain/orders/resting.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import type { PreTradeInput } from "#lib/domain/risk/check-pre-trade.ts";
import { isRiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec, maxOf, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AssetId, asId, type InstrumentId, type OrderId } from "#lib/domain/shared/ids.ts";
import { commissionOf } from "./account-models.ts";

/** A quote older than this is no price to trade on: the feed is down. */
export const QUOTE_USABLE_MS = 30_000;

export function toInstrument(row: InstrumentRow): Instrument {
  return {
    ...row,
    id: asId<InstrumentId>(row.id),
    currency: "USD",
    currencyId: asId<AssetId>(row.currencyId),
    tickSize: dec(row.tickSize),
    minNotional: dec(row.minNotional),
    status: row.corporateAction ? "changing" : "active",
  };
}

export function toQuote(instrumentId: string, row: QuoteRow): Quote {
  return {
    instrumentId: asId<InstrumentId>(instrumentId),
    bid: dec(row.bid),
    ask: dec(row.ask),
    last: dec(row.last),
    bidSize: dec(row.bidSize),
    askSize: dec(row.askSize),
    open: dec(row.open),
    previousClose: dec(row.previousClose),
    tick: BigInt(row.tick),
    at: new Date(row.updatedAt),
  };
}

export function preTradeInput(ticket: Ticket, row: PreTradeRow, notionalEnabled: boolean): PreTradeInput | null {
  if (row.instrument === null) return null;
  const instrument = toInstrument(row.instrument);
  const quote = usableQuote(row, instrument);
  const { position } = row;
  return {
    ticket,
    instrument,
    quote,
    limits: row.limits.flatMap(({ rule, value, version }) =>
      isRiskRule(rule) ? [{ rule, value: dec(value), version }] : [],
    ),
    halt:
      row.halt === null ? null : { scope: row.halt.scope, reason: row.halt.reason, since: new Date(row.halt.setAt) },
    window: windowRefusal(ticket, instrument, row),
    resting: row.resting.map((order) => toResting(order, quote)),
    shorting: row.trading.shorting,
    allowCrossZero: row.trading.allowCrossZero,
    collateral: position === null ? ZERO : dec(position.collateral),
    openOrders: row.open.count,
    ordersLastMinute: row.ordersLastMinute,
    position:
      position === null
        ? { quantity: ZERO, cost: ZERO }
        : { quantity: dec(position.quantity), cost: dec(position.cost) },
    openBuyQuantity: openBuyQuantity(row, quote),
    openSellQuantity: dec(row.open.sellQuantity),
    dayPnl: dec(row.day.equity).minus(dec(row.day.startEquity)).minus(dec(row.day.netDeposits)),
    cashAvailable: buyingPower(row),
    unitsAvailable: unitsAvailable(row),
    notionalEnabled,
    fees: feeModelOf(commissionOf(row.trading.commission)),
  };
}

/** What new orders may spend: what is posted and not held, and what the account may owe. */
export function buyingPower({ cash }: Pick<PreTradeRow, "cash">): Decimal {
  if (cash === null) return ZERO;
  // An account without a floor is one of imported books; it places no orders.
  return dec(cash.posted)
    .minus(dec(cash.held))
    .minus(dec(cash.floor ?? "0"));
}

/** Nothing of a short position is there to sell. */
function unitsAvailable({ units }: PreTradeRow): Decimal {
  return units === null ? ZERO : maxOf(ZERO, dec(units.posted).minus(dec(units.held)));
}

export function calendarOf(row: Pick<PreTradeRow, "calendar">): Calendar {
  if (row.calendar === null) return alwaysOpen;
  const { mode, overrides } = row.calendar;
  return { mode, overrides: new Map(overrides.map((override) => [override.day, override])) };
}

function windowRefusal(ticket: Ticket, { assetClass }: Instrument, row: PreTradeRow): Refusal | null {
  const { timeInForce, type, extendedHours } = ticket;
  const timing = { timeInForce, type, extendedHours, assetClass, at: new Date(row.venueAt) };
  const closed = checkWindow({ ...timing, calendar: calendarOf(row) });
  if (closed === null) return null;
  return refuse(closed.code, "timeInForce", closed.message);
}

function toResting(row: RestingRow, quote: Quote | null): RestingOrder {
  const { side, type, orderClass, legRole, status } = row;
  return {
    id: asId<OrderId>(row.id),
    ...{ side, type, orderClass, legRole, status },
    parentId: row.parentId === null ? null : asId<OrderId>(row.parentId),
    limitPrice: row.limitPrice === null ? null : dec(row.limitPrice),
    leaves: row.leavesQuantity === null ? unitsOf(row, quote) : dec(row.leavesQuantity),
  };
}

/** An order by amount counts as the units that the amount is worth now. */
function unitsOf({ leavesNotional, side }: RestingRow, quote: Quote | null): Decimal {
  if (leavesNotional === null || quote === null) return ZERO;
  return dec(leavesNotional).div(side === "buy" ? quote.ask : quote.bid);
}

function usableQuote(row: PreTradeRow, instrument: Instrument): Quote | null {
  if (row.quote === null) return null;
  const quote = toQuote(instrument.id, row.quote);
  return Date.parse(row.now) - quote.at.getTime() > QUOTE_USABLE_MS ? null : quote;
}

/** Resting orders by amount count as the quantity they would buy now. */
function openBuyQuantity(row: PreTradeRow, quote: Quote | null): Decimal {
  const quantity = dec(row.open.buyQuantity);
  const notional = dec(row.open.buyNotional);
  return quote === null || notional.isZero() ? quantity : quantity.plus(notional.div(quote.ask));
}

export function canTrade(account: AccountRow): boolean {
  return account.role !== "viewer";
}
