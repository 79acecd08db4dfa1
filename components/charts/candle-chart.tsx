"use client";
// Candles with own fills as marks and working orders as lines; the library loads when the chart mounts.
import { useEffect, useRef, useState } from "react";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatTime } from "#components/format/time.ts";
import {
  type Candle,
  type CandleInterval,
  type DropLine,
  type FillMark,
  INTERVAL_WORDS,
  type OrderLine,
} from "./candle.ts";
import { CandleLegend } from "./candle-legend.tsx";
import { CandleTable } from "./candle-table.tsx";
import type { CandleDrawing } from "./draw-candles.ts";

export interface CandleChartProps {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly candles: readonly Candle[];
  readonly tick: string;
  readonly zone: string;
  readonly fills?: readonly FillMark[];
  readonly orders?: readonly OrderLine[];
  /** A line that can be moved was dragged and let go. */
  readonly onDrop?: DropLine | undefined;
  /** CSS length; the same before and after loading. */
  readonly height?: string;
}

const NONE: readonly never[] = [];

/** When a bar began: venue day for daily bars, local time with its zone for shorter ones. */
export function barTime(candle: Candle, interval: CandleInterval, zone: string): string {
  return interval === "1D"
    ? formatTime(candle.at, { zone: "UTC", style: "date" })
    : formatTime(candle.at, { zone, style: "full" });
}

function sentence({ symbol, interval, candles, tick, zone }: CandleChartProps): string {
  const [first, last] = [candles[0], candles.at(-1)];
  if (!first || !last) return `${symbol}: no ${INTERVAL_WORDS[interval]} bars yet.`;
  const from = barTime(first, interval, zone);
  const to = barTime(last, interval, zone);
  return `${symbol}, ${candles.length} ${INTERVAL_WORDS[interval]} bars from ${from} to ${to}; last close ${formatPrice(last.close, { tick })}.`;
}

export function CandleChart(props: CandleChartProps) {
  const { symbol, interval, candles, tick, zone, fills = NONE, orders = NONE, height = "22rem" } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<CandleDrawing | null>(null);
  const [ready, setReady] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const drop = useRef(props.onDrop);
  useEffect(() => {
    drop.current = props.onDrop;
  });

  useEffect(() => {
    const container = box.current;
    if (!container) return;
    let gone = false;
    import("./draw-candles.ts").then(({ drawCandles }) => {
      if (gone) return;
      drawing.current = drawCandles({
        container,
        interval,
        tick,
        zone,
        onPoint: setPointed,
        onDrop: (...where) => drop.current?.(...where),
      });
      setReady(true);
    });
    return () => {
      gone = true;
      drawing.current?.remove();
      drawing.current = null;
      setReady(false);
      setPointed(null);
    };
  }, [interval, tick, zone]);

  useEffect(() => {
    if (ready) drawing.current?.setCandles(candles);
  }, [ready, candles]);

  useEffect(() => {
    if (ready) drawing.current?.setMarks(fills, orders);
  }, [ready, fills, orders]);

  const pointedIndex = pointed === null ? -1 : candles.findIndex((candle) => Date.parse(candle.at) / 1000 === pointed);
  const index = pointedIndex === -1 ? candles.length - 1 : pointedIndex;
  const legend = candles[index];

  return (
    <figure>
      <CandleLegend
        candle={legend}
        previousClose={candles[index - 1]?.close}
        time={legend ? barTime(legend, interval, zone) : ""}
        tick={tick}
      />
      <div role="img" aria-label={sentence(props)} className="relative w-full" style={{ height }}>
        <div ref={box} className="absolute inset-0" />
        {candles.length === 0 && (
          <p className="absolute inset-0 flex items-center justify-center text-muted">No bars for {symbol} yet.</p>
        )}
      </div>
      {candles.length > 1 && (
        <div className="no-print flex items-start gap-3 px-3 pb-2">
          {/* The crosshair by keyboard: arrows move it from bar to bar. */}
          <input
            type="range"
            aria-label={`${symbol}: bar under the crosshair`}
            aria-valuetext={
              legend &&
              `${barTime(legend, interval, zone)}: open ${formatPrice(legend.open, { tick })}, high ${formatPrice(legend.high, { tick })}, low ${formatPrice(legend.low, { tick })}, close ${formatPrice(legend.close, { tick })}, volume ${formatQuantity(legend.volume)}`
            }
            min={0}
            max={candles.length - 1}
            value={index}
            onChange={(event) => {
              const candle = candles[event.currentTarget.valueAsNumber];
              if (!candle) return;
              drawing.current?.pointAt(candle);
              setPointed(Date.parse(candle.at) / 1000);
            }}
            onBlur={() => {
              drawing.current?.pointAt(null);
              setPointed(null);
            }}
            className="h-6 w-40 accent-muted opacity-0 focus-visible:opacity-100"
          />
          <CandleTable
            symbol={symbol}
            rows={candles.slice(-250).toReversed()}
            tick={tick}
            timeOf={(candle) => barTime(candle, interval, zone)}
          />
        </div>
      )}
    </figure>
  );
}
