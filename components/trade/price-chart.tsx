"use client";
// The chart of one instrument: stored bars with a live end, own fills as marks, working orders as lines.
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Candle, DropLine, FillMark } from "#components/charts/candle.ts";
import { CandleChart } from "#components/charts/candle-chart.tsx";
import { formatQuantity } from "#components/format/quantity.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { Segments } from "#components/ui/tabs.tsx";
import type { ExecutionView } from "#lib/contracts/execution.ts";
import type { BarSeriesView, QuoteView } from "#lib/contracts/instrument.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { draftField, draftLines, orderLines, type Proposal, withProposal } from "./chart-lines.ts";
import { type DeskPlace, INTERVALS, placeHref } from "./desk-place.ts";
import { withLastPrice } from "./live-candles.ts";
import type { WrittenTicket } from "./ticket-place.tsx";

const LineLayer = lazyPart(async () => (await import("./line-layer.tsx")).LineLayer);

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
  readonly mayReplace: boolean;
  readonly onReplaced: () => Promise<void>;
  readonly currency: string;
  /** Null until it is open, or for who may not trade. */
  readonly ticket: WrittenTicket | null;
}

const HEIGHT = "22rem";

export function PriceChart(props: PriceChartProps) {
  const { place, tick, zone, bars, failed, onRetry, quote, executions } = props;
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
  const { lines, drawn, proposal, setProposal, drop } = useLines(props);
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
        <div className="relative">
          <CandleChart
            key={`${symbol} ${interval}`}
            symbol={symbol}
            interval={interval}
            candles={candles}
            tick={tick}
            zone={zone}
            fills={fills}
            orders={drawn}
            onDrop={drop}
            height={HEIGHT}
          />
          {lines.length > 0 && (
            <Suspense fallback={null}>
              <LineLayer
                symbol={symbol}
                lines={lines}
                proposal={proposal}
                onPropose={setProposal}
                tick={tick}
                currency={props.currency}
                onReplaced={props.onReplaced}
              />
            </Suspense>
          )}
        </div>
      )}
    </>
  );
}

/** What is drawn: orders, the ticket, and the line that somebody has moved. */
function useLines({ place, orders, mayReplace, ticket }: PriceChartProps) {
  const { symbol } = place;
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const lines = useMemo(() => orderLines(orders, symbol, mayReplace), [orders, symbol, mayReplace]);
  const draft = ticket?.draft;
  const written = useMemo(() => (draft?.symbol === symbol ? draftLines(draft) : []), [draft, symbol]);
  const drawn = useMemo(() => [...withProposal(lines, proposal), ...written], [lines, proposal, written]);
  // An order that closed or was replaced meanwhile takes the question with it.
  const known = proposal === null || lines.some(({ id }) => id === proposal.lineId);
  useEffect(() => {
    if (!known) setProposal(null);
  }, [known]);
  const change = ticket?.change;
  const drop = useCallback<DropLine>(
    (id, price, y) => {
      const field = draftField(id);
      if (field === null) setProposal((now) => dropped(now, { lineId: id, price, y, phase: "asking" }));
      else change?.({ [field]: price });
    },
    [change],
  );
  return { lines, drawn, proposal, setProposal, drop };
}

/** While one change is under way no other begins. */
function dropped(now: Proposal | null, next: Proposal): Proposal {
  return now?.phase === "sending" || now?.phase === "checking" ? now : next;
}
