"use client";
// The rows of the daily table: equity, flows, the day's own return, the index so far, and why a day was flagged.
import { useState } from "react";
import { readMoney } from "#components/format/money.ts";
import { formatCount, formatDigits } from "#components/format/number-format.ts";
import { readPercent } from "#components/format/percent.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Change, Figure } from "#components/ui/figure.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { PerformanceReport, SeriesDay } from "#lib/domain/performance/report.ts";
import type { DailyTableProps } from "./desk-props.ts";
import { useEveryDay } from "./use-every-day.ts";

const STEP = 60;

const FLAGS: Readonly<Record<NonNullable<SeriesDay["flag"]>, string>> = {
  zero_base: "nothing there to earn: counts as 0",
  negative_base: "less than nothing there: counts as 0",
  total_loss: "all of it was lost",
  below_zero: "more than all was lost",
  missing_price: "a price or rate is missing: the next day has it all",
};

export function DailyRows({ report: drawn, style: { hidden } }: DailyTableProps) {
  const [shown, setShown] = useState(STEP);
  const { report, isMissing, isError } = useEveryDay(drawn, hidden);
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
  if (isMissing && !isError) return <TableSkeleton rows={10} columns={6} label="All days are loading" />;
  return (
    <>
      <DrawnNote days={drawn.days} isMissing={isMissing} />
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

/** A curve of thousands of days shows those that one would see. */
function DrawnNote({
  days: { all, given },
  isMissing,
}: Pick<PerformanceReport, "days"> & { readonly isMissing: boolean }) {
  if (given === all) return null;
  const drawn = `${formatCount(given)} of ${formatCount(all)} days`;
  return (
    <p className={cx("mb-1 text-xs", isMissing ? "text-halt" : "text-muted")}>
      {isMissing
        ? `All days could not be read just now: here are the ${drawn} that the curves draw. No money moved.`
        : `The curves draw ${drawn}, with the highs and lows of each stretch; here are all of them.`}
    </p>
  );
}

function indexText(index: string | null | undefined): string {
  return index == null ? "--" : formatDigits(index, 6, 6);
}
