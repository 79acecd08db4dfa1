"use client";
// The part of the equity chart that needs Recharts; loaded on its own.
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatMoney } from "#components/format/money.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { formatTime } from "#components/format/time.ts";
import type { EquityChartProps, EquityPoint } from "./equity-point.ts";
import { toCoordinate } from "./to-coordinate.ts";

interface Plotted {
  readonly x: number;
  readonly y: number;
  readonly benchmark: number | null;
  readonly point: EquityPoint;
}

const DAY = 86_400_000;
/** Round figures of an axis; the exact ones are in the tooltip and the table. */
const AXIS = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

function isDeposit(point: EquityPoint): boolean {
  return point.deposit !== null && signOf(point.deposit) !== 0;
}

function DepositMark(props: { cx?: number; cy?: number; payload?: Plotted; index?: number }) {
  const { cx, cy, payload, index } = props;
  if (cx === undefined || cy === undefined || !payload || !isDeposit(payload.point)) return <g key={index} />;
  return <path key={index} d={`M${cx} ${cy - 5}l5 5-5 5-5-5z`} fill="var(--info)" stroke="var(--panel)" />;
}

function Hint({ point, currency, zone, benchmarkName }: { point: EquityPoint } & EquityChartProps) {
  return (
    <div className="rounded-md border border-line-strong bg-panel px-2 py-1 text-xs">
      <p className="text-muted">{formatTime(point.at, { zone })}</p>
      <p className="font-semibold">{formatMoney(point.equity, { currency })}</p>
      {isDeposit(point) && <p>Deposit {formatMoney(point.deposit, { currency, signed: true })}</p>}
      {point.benchmark != null && (
        <p className="text-muted">
          {benchmarkName} {formatMoney(point.benchmark, { currency })}
        </p>
      )}
    </div>
  );
}

export function EquityPlot(props: EquityChartProps) {
  const { points, zone } = props;
  const data: Plotted[] = points.map((point) => ({
    x: Date.parse(point.at),
    y: toCoordinate(point.equity),
    benchmark: point.benchmark == null ? null : toCoordinate(point.benchmark),
    point,
  }));
  const span = (data.at(-1)?.x ?? 0) - (data[0]?.x ?? 0);
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
          tickFormatter={(x: number) =>
            formatTime(new Date(x), { zone, style: span > 2 * DAY ? "date" : "minute", named: false })
          }
        />
        <YAxis
          domain={["auto", "auto"]}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={56}
          tickFormatter={(y: number) => AXIS.format(y)}
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
          dataKey="benchmark"
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
          dot={DepositMark}
          activeDot={{ r: 3 }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
