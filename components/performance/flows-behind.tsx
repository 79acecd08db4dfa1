// The days on which the owner's own money came or went: what returns take out, and XIRR counts by its date.
import { readMoney } from "#components/format/money.ts";
import { signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Change } from "#components/ui/figure.tsx";
import type { PerformanceReport, SeriesDay } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";

const SHOWN = 60;

export function isFlow({ inflow, outflow }: Pick<SeriesDay, "inflow" | "outflow">): boolean {
  return signOf(inflow) !== 0 || signOf(outflow) !== 0;
}

export function FlowsBehind({ report, style }: { report: PerformanceReport; style: ReportStyle }) {
  const { currency, hidden } = style;
  if (hidden) return <p className="text-muted">Balances are hidden, and so are deposits and withdrawals.</p>;
  const flows = report.series.filter(isFlow).toReversed();
  const more = flows.length - SHOWN;
  return (
    <section>
      <h3 className="font-semibold">Money that came in and went out</h3>
      {flows.length === 0 && <p className="text-muted">None in this period.</p>}
      <ul className="divide-y divide-line" aria-label="Days with flows, newest first">
        {flows.slice(0, SHOWN).map(({ day, inflow, outflow }) => (
          <li key={day} className="flex justify-between gap-3 py-1">
            <span>{formatDay(day)}</span>
            <Change readings={[readMoney(subtractDecimals(inflow, outflow), { currency, signed: true })]} />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-muted text-xs">And {more} earlier days; the daily table has them all.</p>}
    </section>
  );
}
