"use client";
// A chart of days: marks say what came or went, the hint has the exact figures.
import { formatDay } from "#components/format/time.ts";
import type { DayChartProps } from "./day-line.ts";
import { TimePlot } from "./time-plot.tsx";

export function DayPlot({ points, unit, name, besideName, format }: DayChartProps) {
  return (
    <TimePlot
      points={points.map((point) => ({ ...point, x: Date.parse(point.day), marked: point.mark != null }))}
      unit={unit}
      timeText={(x) => formatDay(new Date(x).toISOString().slice(0, 10))}
      hint={({ day, value, beside, mark }) => (
        <>
          <p className="text-muted">{formatDay(day)}</p>
          <p className="font-semibold">
            {name} {value === null ? "--" : format(value)}
          </p>
          {beside != null && (
            <p className="text-muted">
              {besideName} {format(beside)}
            </p>
          )}
          {mark != null && <p>{mark}</p>}
        </>
      )}
    />
  );
}
