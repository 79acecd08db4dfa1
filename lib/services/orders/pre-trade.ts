/** From the rows of a named statement to the values that the pure pre-trade check takes; shared by submit and preview. */
import type { AccountRow, InstrumentRow, PreTradeRow, QuoteRow } from "#lib/db/submit-order.sql.ts";
import type { Instrument } from "#lib/domain/market/instrument.ts";
import type { Quote } from "#lib/domain/market/quote.ts";
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import type { PreTradeInput } from "#lib/domain/risk/check-pre-trade.ts";
import { isRiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AssetId, asId, type InstrumentId } from "#lib/domain/shared/ids.ts";

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
    status: "active",
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
  return {
    ticket,
    instrument,
    quote,
    limits: row.limits.flatMap(({ rule, value, version }) =>
      isRiskRule(rule) ? [{ rule, value: dec(value), version }] : [],
    ),
    halt:
      row.halt === null ? null : { scope: row.halt.scope, reason: row.halt.reason, since: new Date(row.halt.setAt) },
    openOrders: row.open.count,
    ordersLastMinute: row.ordersLastMinute,
    position:
      row.position === null
        ? { quantity: ZERO, cost: ZERO }
        : { quantity: dec(row.position.quantity), cost: dec(row.position.cost) },
    openBuyQuantity: openBuyQuantity(row, quote),
    openSellQuantity: dec(row.open.sellQuantity),
    dayPnl: dec(row.day.equity).minus(dec(row.day.startEquity)).minus(dec(row.day.netDeposits)),
    cashAvailable: row.cash === null ? ZERO : dec(row.cash.posted).minus(dec(row.cash.held)),
    unitsAvailable: row.units === null ? ZERO : dec(row.units.posted).minus(dec(row.units.held)),
    notionalEnabled,
  };
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
