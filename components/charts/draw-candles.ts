// Everything that touches lightweight-charts; loaded only when a chart is on screen.
import {
  type AutoscaleInfo,
  type CandlestickData,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IPriceLine,
  LineStyle,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { placesOf } from "#components/format/string-decimal.ts";
import { formatTime, type TimeStyle } from "#components/format/time.ts";
import type { Candle, CandleInterval, DropLine, FillMark, OrderLine } from "./candle.ts";
import { type ChartColours, chartColours, onColoursChange } from "./chart-colours.ts";
import { dragLines } from "./drag-lines.ts";
import { fromCoordinate, toCoordinate } from "./to-coordinate.ts";

export interface CandleDrawing {
  readonly setCandles: (candles: readonly Candle[]) => void;
  readonly setMarks: (fills: readonly FillMark[], orders: readonly OrderLine[]) => void;
  readonly pointAt: (candle: Candle | null) => void;
  readonly remove: () => void;
}

interface CandleDrawingOptions {
  readonly container: HTMLElement;
  readonly interval: CandleInterval;
  readonly tick: string;
  readonly zone: string;
  readonly onPoint: (at: UTCTimestamp | null) => void;
  readonly onDrop: DropLine;
}

// The library's kinds of tick marks, in its order: year, month, day of month, time.
const TICK_STYLES: readonly TimeStyle[] = ["month", "month", "day", "minute"];
/** Narrower than this a candle is a smear. */
const BAR_PIXELS = 8;

export function chartSecond(at: string): UTCTimestamp {
  return Math.floor(Date.parse(at) / 1000) as UTCTimestamp;
}

function toDate(time: Time): Date {
  return typeof time === "number" ? new Date(time * 1000) : new Date(String(time));
}

function createLook({ container, interval, tick, zone }: CandleDrawingOptions) {
  const places = placesOf(tick);
  const daily = interval === "1D";
  const chart = createChart(container, {
    autoSize: true,
    layout: {
      attributionLogo: false,
      background: { type: ColorType.Solid, color: "transparent" },
      fontFamily: getComputedStyle(container).fontFamily,
      fontSize: 11,
    },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.22 } },
    timeScale: {
      borderVisible: false,
      timeVisible: !daily,
      secondsVisible: false,
      rightOffset: 3,
      // The library knows no time zones; daily bars are venue days and must not be moved by one.
      tickMarkFormatter: (time: Time, kind: number) =>
        formatTime(toDate(time), { zone: daily ? "UTC" : zone, style: TICK_STYLES[kind] ?? "minute", named: false }),
    },
    localization: {
      timeFormatter: (time: Time) =>
        formatTime(toDate(time), { zone: daily ? "UTC" : zone, style: daily ? "date" : "full" }),
    },
  });
  const candles = chart.addSeries(CandlestickSeries, {
    priceFormat: { type: "price", precision: places, minMove: 10 ** -places },
    wickVisible: true,
  });
  const volume = chart.addSeries(HistogramSeries, {
    priceScaleId: "volume",
    priceFormat: { type: "volume" },
    lastValueVisible: false,
    priceLineVisible: false,
  });
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
  return { chart, candles, volume };
}

/** Dashed as well as coloured: an order is a wish, not a price. */
function lookOf({ kind, side }: OrderLine, colours: ChartColours) {
  const styles = {
    working: LineStyle.Dashed,
    waiting: LineStyle.Dotted,
    draft: LineStyle.LargeDashed,
    mark: LineStyle.SparseDotted,
  };
  const own = side === "buy" ? colours.up : colours.down;
  return {
    color: kind === "draft" ? colours.info : kind === "mark" ? colours.muted : own,
    lineStyle: styles[kind],
    lineWidth: 1 as const,
    axisLabelVisible: kind !== "mark",
  };
}

/** Lines further than this from the price do not squeeze the candles. */
const NEAR = 0.05;

/** The candles with the orders around them, so that an exit is seen before it is reached. */
function around(range: { minValue: number; maxValue: number }, prices: readonly number[]) {
  const near = prices.filter((price) => price > range.minValue * (1 - NEAR) && price < range.maxValue * (1 + NEAR));
  return { minValue: Math.min(range.minValue, ...near), maxValue: Math.max(range.maxValue, ...near) };
}

export function drawCandles(options: CandleDrawingOptions): CandleDrawing {
  const { chart, candles, volume } = createLook(options);
  const markers = createSeriesMarkers(candles, []);
  let shown: readonly Candle[] = [];
  let marks: { fills: readonly FillMark[]; orders: readonly OrderLine[] } = { fills: [], orders: [] };
  let wasAutomatic = true;
  let lines = new Map<string, IPriceLine>();
  candles.applyOptions({
    autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => {
      const info = original();
      if (info?.priceRange == null) return info;
      return {
        ...info,
        priceRange: around(
          info.priceRange,
          marks.orders.map(({ price }) => toCoordinate(price)),
        ),
      };
    },
  });

  function toBar(candle: Candle): CandlestickData<UTCTimestamp> {
    return {
      time: chartSecond(candle.at),
      open: toCoordinate(candle.open),
      high: toCoordinate(candle.high),
      low: toCoordinate(candle.low),
      close: toCoordinate(candle.close),
    };
  }

  function toVolume(candle: Candle) {
    return { time: chartSecond(candle.at), value: toCoordinate(candle.volume), color: `${chartColours().muted}40` };
  }

  function drawMarks() {
    const colours = chartColours();
    markers.setMarkers(
      marks.fills.map((fill) => ({
        id: fill.id,
        time: chartSecond(fill.at),
        position: fill.side === "buy" ? ("belowBar" as const) : ("aboveBar" as const),
        shape: fill.side === "buy" ? ("arrowUp" as const) : ("arrowDown" as const),
        color: fill.side === "buy" ? colours.up : colours.down,
        text: `${fill.side} ${fill.quantity}`,
      })),
    );
    for (const line of lines.values()) candles.removePriceLine(line);
    lines = new Map(
      marks.orders.map((order) => {
        const price = toCoordinate(dragging.priceOf(order.id) ?? order.price);
        return [
          order.id,
          candles.createPriceLine({ id: order.id, price, title: order.label, ...lookOf(order, colours) }),
        ];
      }),
    );
  }

  const dragging = dragLines({
    container: options.container,
    lines: () => marks.orders,
    yOf: (price) => candles.priceToCoordinate(toCoordinate(price)),
    priceAt: (y) => fromCoordinate(candles.coordinateToPrice(y) ?? 0, options.tick),
    show: (id, price) => lines.get(id)?.applyOptions({ price: toCoordinate(price), lineWidth: 2 }),
    hold: holdScale,
    onDrop: options.onDrop,
    onEnd: drawMarks,
  });

  /** A picture that moves under the hand would put the line elsewhere. */
  function holdScale(still: boolean) {
    const scale = candles.priceScale();
    if (still) wasAutomatic = scale.options().autoScale;
    scale.applyOptions({ autoScale: !still && wasAutomatic });
  }

  function paint() {
    const colours = chartColours();
    chart.applyOptions({
      layout: { textColor: colours.muted, panes: { separatorColor: colours.line } },
      grid: { vertLines: { color: `${colours.line}80` }, horzLines: { color: `${colours.line}80` } },
      crosshair: {
        vertLine: { color: colours.muted, labelBackgroundColor: colours.text },
        horzLine: { color: colours.muted, labelBackgroundColor: colours.text },
      },
    });
    // Rises are hollow and falls are filled, so that shape tells them apart too.
    candles.applyOptions({
      upColor: colours.panel,
      downColor: colours.down,
      borderUpColor: colours.up,
      borderDownColor: colours.down,
      wickUpColor: colours.up,
      wickDownColor: colours.down,
    });
    volume.setData(shown.map(toVolume));
    drawMarks();
  }

  chart.subscribeCrosshairMove(({ time }) => options.onPoint(typeof time === "number" ? (time as UTCTimestamp) : null));
  const stopWatching = onColoursChange(paint);
  paint();

  return {
    setCandles(next) {
      const last = next.at(-1);
      const grown = shown.length > 0 && shown[0]?.at === next[0]?.at && next.length - shown.length <= 1;
      if (grown && last && next.length >= shown.length) {
        // A live bar: only the end changed, so zoom and scroll stay as they are.
        for (const candle of next.slice(shown.length - 1)) {
          candles.update(toBar(candle));
          volume.update(toVolume(candle));
        }
      } else {
        candles.setData(next.map(toBar));
        volume.setData(next.map(toVolume));
        const fitting = Math.min(160, Math.floor(options.container.clientWidth / BAR_PIXELS));
        chart.timeScale().setVisibleLogicalRange({ from: next.length - fitting, to: next.length + 2 });
      }
      shown = next;
    },
    setMarks(fills, orders) {
      marks = { fills, orders };
      drawMarks();
    },
    pointAt(candle) {
      if (candle === null) chart.clearCrosshairPosition();
      else chart.setCrosshairPosition(toCoordinate(candle.close), chartSecond(candle.at), candles);
    },
    remove() {
      dragging.stop();
      stopWatching();
      chart.remove();
    },
  };
}
