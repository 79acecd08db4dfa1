"use client";
// The part of a chart of days that needs Recharts; loaded on its own.
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatDay } from "#components/format/time.ts";
import type { DayChartProps, DayPoint } from "./day-line.ts";
import { thinDays } from "./thin-days.ts";
import { toCoordinate } from "./to-coordinate.ts";

interface Plotted {
  readonly x: number;
  readonly y: number | null;
  readonly beside: number | null;
  readonly point: DayPoint;
}

/** More would not be seen, and every one costs. */
const DRAWN = 600;
/** Round figures of an axis; the exact ones are in the hint and the table. */
function axisFormat(unit: DayChartProps["unit"], heights: readonly number[]): Intl.NumberFormat {
  const high = Math.max(...heights.map(Math.abs));
  const span = Math.max(...heights) - Math.min(...heights);
  // Fine enough that neighbours on the axis are not the same figure twice.
  const fine = span > 0 ? Math.ceil(Math.log10((unit === "money" ? high : 0.1) / span)) + 1 : 2;
  const maximumFractionDigits = Math.min(5, Math.max(1, fine));
  const style = unit === "money" ? ({ notation: "compact" } as const) : ({ style: "percent" } as const);
  return new Intl.NumberFormat("en-US", { ...style, maximumFractionDigits });
}

function coordinateOf(value: string | null | undefined): number | null {
  return value == null ? null : toCoordinate(value);
}

function Mark(props: { cx?: number; cy?: number; payload?: Plotted; index?: number }) {
  const { cx, cy, payload, index } = props;
  if (cx === undefined || !cy || payload?.point.mark == null) return <g key={index} />;
  return <path key={index} d={`M${cx} ${cy - 5}l5 5-5 5-5-5z`} fill="var(--info)" stroke="var(--panel)" />;
}

function Hint({ point, name, besideName, format }: { point: DayPoint } & DayChartProps) {
  return (
    <div className="rounded-md border border-line-strong bg-panel px-2 py-1 text-xs">
      <p className="text-muted">{formatDay(point.day)}</p>
      <p className="font-semibold">
        {name} {point.value === null ? "--" : format(point.value)}
      </p>
      {point.beside != null && (
        <p className="text-muted">
          {besideName} {format(point.beside)}
        </p>
      )}
      {point.mark != null && <p>{point.mark}</p>}
    </div>
  );
}

export function DayPlot(props: DayChartProps) {
  const { points, unit } = props;
  const data: Plotted[] = thinDays(points, DRAWN).map((point) => ({
    x: Date.parse(point.day),
    y: coordinateOf(point.value),
    beside: coordinateOf(point.beside),
    point,
  }));
  const axis = axisFormat(
    unit,
    data.flatMap(({ y, beside }) => [y, beside]).filter((height) => height !== null),
  );
  const tick = { fill: "var(--muted)", fontSize: 11 };
  return (
    <ResponsiveContainer width="100%" height="100%">
      {/* Its own keyboard layer would add a second, unnamed stop inside the picture. */}
      <LineChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={["dataMin", "dataMax"]}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--line-strong)" }}
          minTickGap={48}
          tickFormatter={(x: number) => formatDay(new Date(x).toISOString().slice(0, 10))}
        />
        <YAxis
          domain={["auto", "auto"]}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={56}
          tickFormatter={(y: number) => axis.format(y)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, payload }) => {
            const plotted = payload?.[0]?.payload as Plotted | undefined;
            return active && plotted ? <Hint {...props} point={plotted.point} /> : null;
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
