"use client";
// The chart of one instrument: stored bars with a live end, own fills as marks, working orders as lines.
import { useMemo } from "react";
import type { Candle, FillMark, OrderLine } from "#components/charts/candle.ts";
import { CandleChart } from "#components/charts/candle-chart.tsx";
import { formatQuantity } from "#components/format/quantity.ts";
import { isWorking } from "#components/ticket/order-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { Segments } from "#components/ui/tabs.tsx";
import type { ExecutionView } from "#lib/contracts/execution.ts";
import type { BarSeriesView, QuoteView } from "#lib/contracts/instrument.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { type DeskPlace, INTERVALS, placeHref } from "./desk-place.ts";
import { withLastPrice } from "./live-candles.ts";

interface PriceChartProps {
  readonly place: DeskPlace;
  readonly tick: string;
  readonly zone: string;
  readonly bars: BarSeriesView | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly quote: QuoteView | undefined;
  readonly executions: readonly ExecutionView[];
  readonly orders: readonly OrderView[];
}

const HEIGHT = "22rem";

export function PriceChart(props: PriceChartProps) {
  const { place, tick, zone, bars, failed, onRetry, quote, executions, orders } = props;
  const { symbol, interval } = place;
  const stored = useMemo<readonly Candle[]>(
    () =>
      (bars?.bars ?? []).map(({ startAt, open, high, low, close, volume }) => ({
        at: startAt,
        open,
        high,
        low,
        close,
        volume,
      })),
    [bars],
  );
  const candles = useMemo(() => withLastPrice(stored, quote ?? null, interval), [stored, quote, interval]);
  const fills = useMemo<readonly FillMark[]>(
    () =>
      executions
        .map(({ id, effectiveAt, side, quantity, price }) => ({
          id,
          at: effectiveAt,
          side,
          quantity: formatQuantity(quantity),
          price,
        }))
        .filter(({ at }) => stored[0] !== undefined && at >= stored[0].at)
        .toReversed(),
    [executions, stored],
  );
  const lines = useMemo<readonly OrderLine[]>(() => orders.flatMap((order) => lineOf(order, symbol)), [orders, symbol]);
  return (
    <>
      <div className="flex justify-end px-3 pt-2">
        <ShallowLinks>
          <Segments
            label="Interval"
            items={INTERVALS.map((each) => ({
              href: placeHref({ ...place, interval: each }),
              label: each,
              current: each === interval,
            }))}
          />
        </ShallowLinks>
      </div>
      {bars === undefined ? (
        <div className="px-3 py-2" style={{ minHeight: HEIGHT }}>
          {failed ? (
            <div role="alert" className="flex flex-col items-start gap-2">
              <p>The bars of {symbol} could not be loaded. Orders and prices are not affected.</p>
              <Button onClick={onRetry}>Try again</Button>
            </div>
          ) : (
            <BlockSkeleton height={HEIGHT} label={`Loading the bars of ${symbol}`} />
          )}
        </div>
      ) : (
        <CandleChart
          key={`${symbol} ${interval}`}
          symbol={symbol}
          interval={interval}
          candles={candles}
          tick={tick}
          zone={zone}
          fills={fills}
          orders={lines}
          height={HEIGHT}
        />
      )}
    </>
  );
}

function lineOf(order: OrderView, symbol: string): readonly OrderLine[] {
  const { id, side, limitPrice, leavesQuantity } = order;
  if (order.symbol !== symbol || limitPrice === null || !isWorking(order)) return [];
  return [{ id, side, price: limitPrice, label: `${side} ${formatQuantity(leavesQuantity)}` }];
}
