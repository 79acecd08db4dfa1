// The days on which the owner's own money came or went: what returns take out, and XIRR counts by its date.
import { readMoney } from "#components/format/money.ts";
import { formatCount } from "#components/format/number-format.ts";
import { subtractDecimals } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Change } from "#components/ui/figure.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { hasFlow, type PerformanceReport } from "#lib/domain/performance/report.ts";
import type { ReportStyle } from "./report-style.ts";
import { useEveryDay } from "./use-every-day.ts";

const SHOWN = 60;

export function FlowsBehind({ report: drawn, style }: { report: PerformanceReport; style: ReportStyle }) {
  const { currency, hidden } = style;
  const { report, isMissing, isError } = useEveryDay(drawn, hidden);
  if (hidden) return <p className="text-muted">Balances are hidden, and so are deposits and withdrawals.</p>;
  if (isMissing && !isError) return <TableSkeleton rows={4} columns={2} label="Flows are loading" />;
  const flows = report.series.filter(hasFlow).toReversed();
  const more = report.days.withFlows - Math.min(SHOWN, flows.length);
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
      {more > 0 && (
        <p className="text-muted text-xs">And {formatCount(more)} earlier days; the daily table has them all.</p>
      )}
    </section>
  );
}
