"use client";
// A chart of equity, valuation by valuation, with deposits marked.
import { formatMoney } from "#components/format/money.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { formatTime } from "#components/format/time.ts";
import type { EquityChartProps } from "./equity-point.ts";
import { TimePlot } from "./time-plot.tsx";

const DAY = 86_400_000;

export function EquityPlot({ points, currency, zone }: EquityChartProps) {
  const data = points.map(({ at, equity, deposit }) => ({
    ...{ x: Date.parse(at), value: equity, at, deposit },
    marked: deposit !== null && signOf(deposit) !== 0,
  }));
  const span = (data.at(-1)?.x ?? 0) - (data[0]?.x ?? 0);
  const style = span > 2 * DAY ? "date" : "minute";
  return (
    <TimePlot
      points={data}
      unit="money"
      timeText={(x) => formatTime(new Date(x), { zone, style, named: false })}
      hint={({ at, value, deposit, marked }) => (
        <>
          <p className="text-muted">{formatTime(at, { zone })}</p>
          <p className="font-semibold">{formatMoney(value, { currency })}</p>
          {marked && <p>Deposit {formatMoney(deposit, { currency, signed: true })}</p>}
        </>
      )}
    />
  );
}
