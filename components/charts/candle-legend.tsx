// The bar under the crosshair, or the last one, in words and exact figures.
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { ARROWS, directionOf } from "#components/format/reading.ts";
import { subtractDecimals } from "#components/format/string-decimal.ts";
import { cx } from "#components/ui/class-names.ts";
import type { Candle } from "./candle.ts";

interface CandleLegendProps {
  readonly candle: Candle | undefined;
  readonly previousClose: string | undefined;
  readonly time: string;
  readonly tick: string;
}

const COLOURS = { up: "text-up", down: "text-down", flat: "" } as const;

export function CandleLegend({ candle, previousClose, time, tick }: CandleLegendProps) {
  if (!candle) return <figcaption className="min-h-6 px-3 py-1 text-xs">--</figcaption>;
  const change = directionOf(subtractDecimals(candle.close, previousClose ?? candle.open));
  const figures: readonly [string, string][] = [
    ["O", formatPrice(candle.open, { tick })],
    ["H", formatPrice(candle.high, { tick })],
    ["L", formatPrice(candle.low, { tick })],
    ["C", `${formatPrice(candle.close, { tick })} ${ARROWS[change]}`],
    ["V", formatQuantity(candle.volume)],
  ];
  return (
    <figcaption className="flex min-h-6 flex-wrap items-center gap-x-3 px-3 py-1 text-xs">
      <span className="text-muted">{time}</span>
      {figures.map(([name, text]) => (
        <span key={name} className="whitespace-nowrap">
          <span className="text-muted">{name}</span> <span className={cx(name === "C" && COLOURS[change])}>{text}</span>
        </span>
      ))}
    </figcaption>
  );
}
