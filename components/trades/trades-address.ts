// The trades page's address: filters, the open trade and the place in the list all live in it.
import { cursorOf, dayOf, hrefOf, idOf, type RawSearch, sideOf, symbolOf } from "#components/orders/orders-address.ts";
import type { Side } from "#lib/domain/orders/order.ts";

export interface TradeFilters {
  readonly symbol?: string | undefined;
  readonly side?: Side | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Fills of one order. */
  readonly orderId?: string | undefined;
}

export interface TradesPlace extends TradeFilters {
  readonly cursor?: string | undefined;
  /** The trade whose drawer is open. */
  readonly trade?: string | undefined;
}

export function readTradesPlace(raw: RawSearch): TradesPlace {
  return {
    symbol: symbolOf(raw["symbol"]),
    side: sideOf(raw["side"]),
    from: dayOf(raw["from"]),
    to: dayOf(raw["to"]),
    orderId: idOf(raw["orderId"]),
    cursor: cursorOf(raw["cursor"]),
    trade: idOf(raw["trade"]),
  };
}

export function tradesHref(place: TradesPlace): string {
  return hrefOf("/trades", { ...place });
}

export function hasTradeFilters({ symbol, side, from, to, orderId }: TradeFilters): boolean {
  return [symbol, side, from, to, orderId].some((filter) => filter !== undefined);
}

/** What the list is asked for; the page on the server and the browser ask in the very same words. */
export function tradesFilter(accountId: string, { symbol, side, from, to, orderId, cursor }: TradesPlace) {
  return { accountId, symbol, side, from, to, orderId, cursor };
}
