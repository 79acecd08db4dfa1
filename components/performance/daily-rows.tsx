"use client";
// The rows of the daily table: equity, flows, the day's own return, the index so far, and why a day was flagged.
import { useState } from "react";
import { readMoney } from "#components/format/money.ts";
import { formatDigits } from "#components/format/number-format.ts";
import { readPercent } from "#components/format/percent.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { SeriesDay } from "#lib/domain/performance/report.ts";
import type { DailyTableProps } from "./desk-props.ts";

const STEP = 60;

const FLAGS: Readonly<Record<NonNullable<SeriesDay["flag"]>, string>> = {
  zero_base: "nothing there to earn: counts as 0",
  negative_base: "less than nothing there: counts as 0",
  total_loss: "all of it was lost",
  below_zero: "more than all was lost",
  missing_price: "a price or rate is missing: the next day has it all",
};

export function DailyRows({ report, style: { hidden } }: DailyTableProps) {
  const [shown, setShown] = useState(STEP);
  const { series, benchmarkSeries, returns, currency } = report;
  const beside = new Map(benchmarkSeries.map(({ day, index }) => [day, index]));
  const flow = (value: string) => (signOf(value) === 0 ? "" : <Figure reading={readMoney(value, { hidden })} />);
  const columns: readonly Column<SeriesDay>[] = [
    { key: "day", header: "Day", phone: "lead", cell: ({ day }) => formatDay(day) },
    {
      key: "equity",
      header: `Equity, ${currency}`,
      align: "end",
      phone: "trail",
      cell: ({ equity }) => <Figure reading={readMoney(equity, { hidden, cause: "A price or rate is missing" })} />,
    },
    { key: "inflow", header: "In", align: "end", cell: ({ inflow }) => flow(inflow) },
    { key: "outflow", header: "Out", align: "end", cell: ({ outflow }) => flow(outflow) },
    {
      key: "return",
      header: "Return of the day",
      align: "end",
      phone: "subtrail",
      cell: ({ fraction }) => <Change readings={[readPercent(fraction, { signed: true, places: 3 })]} />,
    },
    { key: "index", header: "Index", align: "end", phone: "sub", cell: ({ index }) => formatDigits(index, 6, 6) },
    ...(returns.benchmark === null
      ? []
      : [
          {
            key: "benchmark",
            header: `${returns.benchmark.symbol} index`,
            align: "end" as const,
            cell: ({ day }: SeriesDay) => indexText(beside.get(day)),
          },
        ]),
    { key: "flag", header: "Remark", cell: ({ flag }) => (flag === null ? "" : FLAGS[flag]) },
  ];
  return (
    <>
      <Table
        caption="Day by day, newest first"
        columns={columns}
        rows={series.toReversed().slice(0, shown)}
        rowKey={({ day }) => day}
        maxHeight="24rem"
      />
      {series.length > shown && (
        <Button size="small" className="mt-2" onClick={() => setShown(shown + STEP * 4)}>
          Show earlier days ({series.length - shown} more)
        </Button>
      )}
    </>
  );
}

function indexText(index: string | null | undefined): string {
  return index == null ? "--" : formatDigits(index, 6, 6);
}
