"use client";
// The trade page at work: one place in the address, one set of live figures, one ticket that follows the chart.
import { useSearchParams } from "next/navigation";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { formatPrice } from "#components/format/price.ts";
import type { SignInAction } from "#components/sign-in/sign-in-form.tsx";
import type { SubmitTicket } from "#components/ticket/use-ticket.ts";
import { useNow } from "#components/ui/age.tsx";
import { Card } from "#components/ui/card.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { QuoteHead, QuoteLine } from "#components/watch/quote-line.tsx";
import { marketBadge } from "#components/watch/quote-reading.ts";
import { type WatchedInstrument, WatchList } from "#components/watch/watch-list.tsx";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { placeHref, readPlace } from "./desk-place.ts";
import { OrdersPanel } from "./orders-panel.tsx";
import { TicketPlace, type WrittenTicket } from "./ticket-place.tsx";
import { useDeskActions, useDeskData } from "./use-desk-data.ts";

interface TradedInstrument extends WatchedInstrument {
  readonly assetClass: AssetClass;
}

export interface TradeDeskProps {
  readonly account: { readonly id: string; readonly currency: string; readonly marketSource: string };
  readonly instruments: readonly TradedInstrument[];
  readonly zone: string;
  readonly hidden: boolean;
  readonly maySubmit: boolean;
  readonly mayCancel: boolean;
  readonly amountAllowed: boolean;
  readonly submit: SubmitTicket;
  readonly signIn: SignInAction;
}

const FALLBACK_TICK = "0.01";
const CHART_HEIGHT = "25rem";
/** After what the page itself needs. */
const EARLY_MS = 500;

// The ticket is what the page is opened for; the chart comes right after it.
const PriceChart = lazyPart(async () => (await import("./price-chart.tsx")).PriceChart);

function ChartSkeleton({ symbol }: { readonly symbol: string }) {
  return (
    <div className="px-3 py-2">
      <BlockSkeleton height={CHART_HEIGHT} label={`Loading the chart of ${symbol}`} />
    </div>
  );
}

function usePlace(instruments: readonly WatchedInstrument[]) {
  const search = useSearchParams();
  const symbols = useMemo(() => instruments.map(({ symbol }) => symbol), [instruments]);
  const place = useMemo(() => readPlace((name) => search.get(name), symbols), [search, symbols]);
  // Moving through the list is no journey: the back button leaves the page.
  const choose = useCallback(
    (symbol: string) => history.replaceState(null, "", placeHref({ ...place, symbol })),
    [place],
  );
  const hrefOf = useCallback((symbol: string) => placeHref({ ...place, symbol }), [place]);
  return { place, choose, hrefOf };
}

/** What an order or its answer may need is fetched while the desk answers, not when it may be away. */
function useEarlyParts(): void {
  useEffect(() => {
    const soon = setTimeout(() => {
      const parts = [
        import("./line-layer.tsx"),
        import("#components/ticket/judgement.tsx"),
        import("#components/ticket/blocking-orders.tsx"),
      ];
      void Promise.allSettled(parts);
    }, EARLY_MS);
    return () => clearTimeout(soon);
  }, []);
}

function useTitle(symbol: string, price: string | null): void {
  useEffect(() => {
    document.title = `${symbol}${price === null ? "" : ` ${price}`} - Trade - Ballast`;
  }, [symbol, price]);
}

export function TradeDesk(props: TradeDeskProps) {
  const { account, instruments, zone, mayCancel } = props;
  const { place, choose, hrefOf } = usePlace(instruments);
  useEarlyParts();
  const data = useDeskData(account.id, place);
  const actions = useDeskActions(account.id);
  const now = useNow();
  const ticks = useMemo(() => new Map(instruments.map(({ symbol, tickSize }) => [symbol, tickSize])), [instruments]);
  const tickOf = useCallback((symbol: string) => ticks.get(symbol) ?? FALLBACK_TICK, [ticks]);
  const classes = useMemo(
    () => new Map(instruments.map(({ symbol, assetClass }) => [symbol, assetClass])),
    [instruments],
  );
  const assetClassOf = useCallback((symbol: string) => classes.get(symbol) ?? "us_equity", [classes]);
  const [ticket, setTicket] = useState<WrittenTicket | null>(null);
  const quote = data.quotes.get(place.symbol);
  const instrument = instruments.find(({ symbol }) => symbol === place.symbol);
  useTitle(place.symbol, quote === undefined ? null : formatPrice(quote.last, { tick: tickOf(place.symbol) }));
  if (instrument === undefined) return null;
  const market = marketBadge(quote?.source ?? account.marketSource, quote?.venueAt ?? new Date(0).toISOString(), zone);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 md:grid-cols-[minmax(0,1fr)_19rem] md:grid-rows-[auto_auto_1fr] xl:grid-cols-[14rem_minmax(0,1fr)_19rem] xl:grid-rows-[auto_1fr]">
      <div className="h-56 xl:relative xl:h-auto">
        <div className="h-full xl:absolute xl:inset-0">
          <WatchList
            instruments={instruments}
            quotes={data.quotes}
            current={place.symbol}
            onChoose={choose}
            hrefOf={hrefOf}
            market={market}
            now={now}
          />
        </div>
      </div>
      <div className="min-w-0">
        <Card flush>
          <div className="border-line border-b px-3 py-2">
            <QuoteHead instrument={instrument} quote={quote} market={market} now={now} />
          </div>
          <Suspense fallback={<ChartSkeleton symbol={place.symbol} />}>
            <PriceChart
              place={place}
              tick={instrument.tickSize}
              zone={zone}
              bars={data.bars}
              failed={data.barsFailed}
              onRetry={actions.retry}
              quote={quote}
              executions={data.executions}
              orders={data.openOrders}
              mayReplace={props.maySubmit}
              onReplaced={actions.reread}
              currency={account.currency}
              ticket={ticket}
            />
          </Suspense>
          <QuoteLine instrument={instrument} quote={quote} />
        </Card>
      </div>
      <div className="phone:order-last md:col-start-2 md:row-span-3 md:row-start-1 xl:col-start-3 xl:row-span-2">
        <TicketPlace
          {...props}
          symbol={place.symbol}
          quotes={data.quotes}
          tickOf={tickOf}
          assetClassOf={assetClassOf}
          actions={actions}
          onTicket={setTicket}
        />
      </div>
      <div className="min-w-0 xl:col-span-2">
        <OrdersPanel
          place={place}
          orders={data.orders}
          failed={data.ordersFailed}
          onRetry={actions.retry}
          openOrders={data.openOrders}
          mayCancel={mayCancel}
          zone={zone}
          currency={account.currency}
          tickOf={tickOf}
          lastPrice={(symbol) => data.quotes.get(symbol)?.last}
          cancel={actions.cancel}
          cancelAll={actions.cancelAll}
        />
      </div>
    </div>
  );
}
