"use client";
// The trades page at work: totals of all that the filter matches, the live list with its pill, one trade in a drawer.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { FilterFold } from "#components/orders/filter-fold.tsx";
import { MissingList } from "#components/orders/missing-list.tsx";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { executionsOptions } from "#lib/client/executions.ts";
import type { TradesDeskProps } from "./desk-props.ts";
import { TradeDetail } from "./trade-detail.tsx";
import { hasTradeFilters, readTradesPlace, tradesFilter, tradesHref } from "./trades-address.ts";
import { TradesFilters } from "./trades-filters.tsx";
import { TradesList } from "./trades-list.tsx";
import { TradesTotals } from "./trades-totals.tsx";

export function TradesDesk(props: TradesDeskProps) {
  const { accountId, accountName, currency, marketSource, zone, hidden, ticks } = props;
  const place = readTradesPlace(Object.fromEntries(useSearchParams()));
  const page = useQuery(executionsOptions(tradesFilter(accountId, place)));
  // The totals come with the first page; on that page both are one question.
  const first = useQuery(executionsOptions(tradesFilter(accountId, { ...place, cursor: undefined })));
  const totals = first.data?.totals ?? null;
  const open = page.data?.items.find(({ id }) => id === place.trade);
  const listHref = tradesHref({ ...place, trade: undefined });
  return (
    <>
      <PageHead
        title="Trades"
        note={
          <>
            <MarketBadge source={marketSource} accountId={accountId} zone={zone} /> Every fill of {accountName}, as
            booked.
          </>
        }
      />
      <Card flush>
        <FilterFold startOpen={hasTradeFilters(place)}>
          <TradesFilters place={place} symbols={Object.keys(ticks)} />
        </FilterFold>
        {totals !== null && totals.count > 0 && (
          <TradesTotals totals={totals} currency={currency} hidden={hidden} settling={first.isPlaceholderData} />
        )}
        {page.data === undefined ? (
          <MissingList what="trades" error={page.error} retry={() => void page.refetch()} />
        ) : (
          <TradesList
            // Another question is another list: nothing is held back from it.
            key={`${listHref} ${page.isPlaceholderData}`}
            {...props}
            place={place}
            page={page.data}
            settling={page.isPlaceholderData}
          />
        )}
      </Card>
      {open !== undefined && (
        <Drawer
          open
          title={`${open.side === "buy" ? "Bought" : "Sold"} ${open.symbol}`}
          onClose={() => history.pushState(null, "", listHref)}
        >
          <TradeDetail
            trade={open}
            tick={ticks[open.symbol] ?? "0.01"}
            zone={zone}
            currency={currency}
            hidden={hidden}
          />
        </Drawer>
      )}
    </>
  );
}
