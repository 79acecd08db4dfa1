"use client";
// The part of a chart over time that needs Recharts, loaded on its own: a line, one to compare with, and marks on it.
import type { ReactNode } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { toCoordinate } from "./to-coordinate.ts";

export interface TimePoint {
  /** Epoch milliseconds. */
  readonly x: number;
  /** A gap where it is null. */
  readonly value: string | null;
  readonly beside?: string | null | undefined;
  readonly marked: boolean;
}

interface TimePlotProps<Point extends TimePoint> {
  readonly points: readonly Point[];
  readonly unit: "money" | "percent";
  readonly timeText: (x: number) => string;
  /** The exact figures of a point that is pointed at. */
  readonly hint: (point: Point) => ReactNode;
}

interface Plotted<Point> {
  readonly x: number;
  readonly y: number | null;
  readonly beside: number | null;
  readonly point: Point;
}

const TICK = { fill: "var(--muted)", fontSize: 11 };

export function TimePlot<Point extends TimePoint>({ points, unit, timeText, hint }: TimePlotProps<Point>) {
  const data: Plotted<Point>[] = points.map((point) => ({
    x: point.x,
    y: coordinateOf(point.value),
    beside: coordinateOf(point.beside),
    point,
  }));
  const axis = axisFormat(
    unit,
    data.flatMap(({ y, beside }) => [y, beside]).filter((height) => height !== null),
  );
  return (
    <ResponsiveContainer width="100%" height="100%">
      {/* Its own keyboard layer would add a second, unnamed stop inside the picture. */}
      <LineChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={["dataMin", "dataMax"]}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={48}
          tickFormatter={timeText}
        />
        <YAxis
          domain={["auto", "auto"]}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={56}
          tickFormatter={(y: number) => axis.format(y)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, payload }) => {
            const plotted = payload?.[0]?.payload as Plotted<Point> | undefined;
            if (!active || !plotted) return null;
            return (
              <div className="rounded-md border border-line-strong bg-panel px-2 py-1 text-xs">
                {hint(plotted.point)}
              </div>
            );
          }}
        />
        <Line
          dataKey="beside"
          stroke="var(--muted)"
          strokeDasharray="4 4"
          dot={false}
          connectNulls
          isAnimationActive={false}
        />
        <Line
          dataKey="y"
          stroke="var(--text)"
          strokeWidth={1.75}
          dot={Mark}
          activeDot={{ r: 3 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function coordinateOf(value: string | null | undefined): number | null {
  return value == null ? null : toCoordinate(value);
}

/** Round figures of an axis; the exact ones are in the hint and the table. */
function axisFormat(unit: "money" | "percent", heights: readonly number[]): Intl.NumberFormat {
  const high = Math.max(...heights.map(Math.abs));
  const span = Math.max(...heights) - Math.min(...heights);
  // Fine enough that neighbours on the axis are not the same figure twice.
  const fine = span > 0 ? Math.ceil(Math.log10((unit === "money" ? high : 0.1) / span)) + 1 : 2;
  const maximumFractionDigits = Math.min(5, Math.max(1, fine));
  const style = unit === "money" ? ({ notation: "compact" } as const) : ({ style: "percent" } as const);
  return new Intl.NumberFormat("en-US", { ...style, maximumFractionDigits });
}

function Mark(props: { cx?: number; cy?: number; payload?: Plotted<TimePoint>; index?: number }) {
  const { cx, cy, payload, index } = props;
  if (cx === undefined || !cy || !payload?.point.marked) return <g key={index} />;
  return <path key={index} d={`M${cx} ${cy - 5}l5 5-5 5-5-5z`} fill="var(--info)" stroke="var(--panel)" />;
}
