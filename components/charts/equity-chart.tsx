"use client";
// Equity over time with deposits marked; Recharts loads behind a placeholder of the same height.
import dynamic from "next/dynamic";
import { useState } from "react";
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import { divideDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { formatTime } from "#components/format/time.ts";
import { Change } from "#components/ui/figure.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { EquityChartProps, EquityPoint } from "./equity-point.ts";

const EquityPlot = dynamic(() => import("./equity-plot.tsx").then((module) => module.EquityPlot), {
  ssr: false,
  loading: () => <BlockSkeleton height="100%" label="Equity chart is loading" />,
});

function sentence({ points, currency, range }: EquityChartProps): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "No equity yet.";
  const change = subtractDecimals(last.equity, first.equity);
  const share =
    signOf(first.equity) > 0 ? `, ${formatPercent(divideDecimals(change, first.equity, 6), { signed: true })}` : "";
  const deposits = points.filter((point) => point.deposit !== null && signOf(point.deposit) !== 0).length;
  return `Equity over ${range}: from ${formatMoney(first.equity, { currency })} to ${formatMoney(last.equity, { currency })}${share}, deposits included (${deposits} in this range).`;
}

function EquityTable({ points, zone }: { points: readonly EquityPoint[]; zone: string }) {
  const columns: readonly Column<EquityPoint>[] = [
    { key: "at", header: "Time", phone: "lead", cell: (row) => formatTime(row.at, { zone }) },
    { key: "equity", header: "Equity", align: "end", phone: "trail", cell: (row) => formatMoney(row.equity) },
    {
      key: "deposit",
      header: "Deposit",
      align: "end",
      phone: "subtrail",
      cell: (row) =>
        row.deposit !== null && signOf(row.deposit) !== 0 ? (
          <Change readings={[readMoney(row.deposit, { signed: true })]} />
        ) : (
          ""
        ),
    },
  ];
  return (
    <Table
      caption="Equity, newest first"
      columns={columns}
      rows={points.toReversed()}
      rowKey={(row) => row.at}
      maxHeight="16rem"
    />
  );
}

export function EquityChart(props: EquityChartProps) {
  const { points, hidden = false, height = "14rem", zone } = props;
  const [table, setTable] = useState(false);
  if (hidden || points.length < 2) {
    return (
      <div className="flex items-center justify-center text-muted" style={{ height }}>
        {hidden ? "Balances are hidden, and so is their curve." : "The curve starts with the second valuation."}
      </div>
    );
  }
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={sentence(props)} style={{ height }}>
        <EquityPlot {...props} />
      </div>
      <div className="no-print mt-1 flex flex-wrap items-start justify-between gap-x-4 gap-y-1 text-muted text-xs">
        <p className="flex flex-wrap gap-x-4">
          <span>━ Equity</span>
          <span>◆ Deposit or withdrawal</span>
        </p>
        <details onToggle={(event) => setTable(event.currentTarget.open)} className="min-w-0 open:w-full">
          <summary className="inline-flex min-h-6 items-center underline underline-offset-2">View as table</summary>
          {table && <EquityTable points={points} zone={zone} />}
        </details>
      </div>
    </figure>
  );
}
