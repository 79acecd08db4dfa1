"use client";
// The orders page at work: tabs with counts, filters, the live list with its pill, and canceling.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { storyWords } from "#components/order-story/story-words.ts";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { orderCountsOptions, ordersOptions } from "#lib/client/orders.ts";
import { CancelAllOrders } from "./cancel-all-orders.tsx";
import type { OrdersDeskProps } from "./desk-props.ts";
import { FilterFold } from "./filter-fold.tsx";
import { MissingList } from "./missing-list.tsx";
import {
  countsFilter,
  hasFilters,
  ORDER_TABS,
  type OrdersTab,
  openFilter,
  ordersFilter,
  ordersHref,
  ordersTitle,
  readOrdersPlace,
} from "./orders-address.ts";
import { OrdersFilters } from "./orders-filters.tsx";
import { OrdersList } from "./orders-list.tsx";
import { type CancelHandle, useCancelOrder } from "./use-cancel-order.ts";

const TAB_WORDS: { readonly [T in OrdersTab]: string } = {
  all: "All",
  open: "Open",
  filled: "Filled",
  canceled: "Canceled",
  rejected: "Refused",
};

export function OrdersDesk(props: OrdersDeskProps) {
  const { accountId, accountName, currency, marketSource, zone, hidden, ticks, mayCancel } = props;
  const place = readOrdersPlace(Object.fromEntries(useSearchParams()));
  const page = useQuery(ordersOptions(ordersFilter(accountId, place)));
  const counts = useQuery(orderCountsOptions(accountId, countsFilter(place)));
  const open = useQuery(orderCountsOptions(accountId, openFilter(place)));
  const cancels = useCancelOrder(accountId);
  const openCount = open.data?.open ?? 0;

  useEffect(() => {
    document.title = `${ordersTitle(openCount)} - Ballast`;
  }, [openCount]);

  return (
    <>
      <PageHead
        title="Orders"
        note={
          <>
            <MarketBadge source={marketSource} accountId={accountId} zone={zone} /> Every order of {accountName},
            refused ones too. A row opens its story.
          </>
        }
      >
        {mayCancel && (
          <CancelAllOrders
            accountId={accountId}
            accountName={accountName}
            currency={currency}
            symbol={place.symbol}
            openCount={openCount}
            hidden={hidden}
          />
        )}
      </PageHead>
      <CancelTroubleNote cancels={cancels} terms={{ ticks, currency, hidden }} />
      <Card flush>
        <ShallowLinks>
          <Tabs
            label="Orders by state"
            items={ORDER_TABS.map((tab) => ({
              href: ordersHref({ ...place, tab, status: undefined, cursor: undefined }),
              label: TAB_WORDS[tab],
              count: counts.data?.[tab],
              current: tab === place.tab,
            }))}
          />
        </ShallowLinks>
        <FilterFold startOpen={hasFilters(place)}>
          <OrdersFilters place={place} symbols={Object.keys(ticks)} />
        </FilterFold>
        {page.data === undefined ? (
          <MissingList what="orders" error={page.error} retry={() => void page.refetch()} />
        ) : (
          <OrdersList
            // Another question is another list: nothing is held back from it.
            key={`${ordersHref(place)} ${page.isPlaceholderData}`}
            {...props}
            place={place}
            page={page.data}
            settling={page.isPlaceholderData}
            cancels={cancels}
          />
        )}
      </Card>
    </>
  );
}

function CancelTroubleNote({
  cancels: { trouble, dismiss },
  terms,
}: {
  cancels: CancelHandle;
  terms: Pick<OrdersDeskProps, "ticks" | "currency" | "hidden">;
}) {
  if (trouble === null) return null;
  const { order, sentence, requestId } = trouble;
  const words = storyWords(order, { ...terms, tick: terms.ticks[order.symbol] ?? "0.01" });
  return (
    <div className="mb-3">
      <ErrorPanel
        what={`Not canceled: ${words}.`}
        money="A cancel moves no money; what is filled stays as it is."
        todo={sentence}
        requestId={requestId ?? undefined}
        action={<Button onClick={dismiss}>Dismiss</Button>}
      />
    </div>
  );
}
