"use client";
// The filters of the trades.
import { DayFilters, ListFilters, SideFilter, SymbolFilter } from "#components/orders/list-filters.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { hasTradeFilters, readTradesPlace, type TradesPlace, tradesHref } from "./trades-address.ts";

interface TradesFiltersProps {
  readonly place: TradesPlace;
  readonly symbols: readonly string[];
}

export function TradesFilters({ place, symbols }: TradesFiltersProps) {
  const { symbol, side, from, to, orderId } = place;
  return (
    <ListFilters
      key={tradesHref({ ...place, cursor: undefined, trade: undefined })}
      path="/trades"
      label="Filter trades"
      hrefOf={(given) => tradesHref(readTradesPlace(given))}
      clearHref={hasTradeFilters(place) ? "/trades" : null}
      columns="sm:grid-cols-5"
      note={
        orderId !== undefined && (
          <p className="col-span-full text-muted text-xs">
            <input type="hidden" name="orderId" value={orderId} />
            Only the fills of <TextLink href={`/orders/${orderId}`}>one order</TextLink>.
          </p>
        )
      }
    >
      <SymbolFilter symbol={symbol} symbols={symbols} />
      <SideFilter side={side} />
      <DayFilters from={from} to={to} />
    </ListFilters>
  );
}
