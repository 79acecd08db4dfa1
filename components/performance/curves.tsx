// Two curves of the same days: what the account was worth, with flows marked, and how it grew without them, beside the benchmark.
import { DayChart } from "#components/charts/day-chart.tsx";
import type { DayPoint } from "#components/charts/day-line.ts";
import { formatMoney } from "#components/format/money.ts";
import { formatCount } from "#components/format/number-format.ts";
import { formatPercent } from "#components/format/percent.ts";
import { signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Card } from "#components/ui/card.tsx";
import { hasFlow, type PerformanceReport, type SeriesDay } from "#lib/domain/performance/report.ts";
import { DailyTable } from "./daily-table.tsx";
import type { ReportStyle } from "./report-style.ts";

const HEIGHT = "14rem";

interface CurvesProps {
  readonly report: PerformanceReport;
  readonly style: ReportStyle;
}

export function Curves({ report, style }: CurvesProps) {
  const besideName = report.returns.benchmark?.symbol;
  const growth = growthPoints(report);
  return (
    <Card title="Day by day">
      <div className="grid gap-4 xl:grid-cols-2 print:grid-cols-1">
        <section className="min-w-0">
          <h3 className="mb-1 text-muted text-xs">Equity, {report.currency}</h3>
          {style.hidden ? (
            <div className="flex items-center justify-center text-muted" style={{ height: HEIGHT }}>
              Balances are hidden, and so is their curve.
            </div>
          ) : (
            <DayChart
              points={equityPoints(report)}
              label={equitySentence(report)}
              name="Equity"
              unit="money"
              format={(value) => formatMoney(value, { currency: report.currency })}
              markName="Money in or out"
              height={HEIGHT}
            />
          )}
        </section>
        <section className="min-w-0">
          <h3 className="mb-1 text-muted text-xs">Time-weighted return, flows taken out</h3>
          <DayChart
            points={growth}
            label={growthSentence(report)}
            name="Account"
            besideName={besideName}
            unit="percent"
            format={(value) => formatPercent(value, { signed: true })}
            height={HEIGHT}
          />
        </section>
      </div>
      <DailyTable report={report} style={style} />
    </Card>
  );
}

function flowText({ inflow, outflow }: SeriesDay, currency: string): string {
  const net = subtractDecimals(inflow, outflow);
  return `${signOf(net) < 0 ? "Taken out" : "Paid in"} ${formatMoney(net, { currency, signed: true })}`;
}

export function equityPoints({ series, currency }: PerformanceReport): readonly DayPoint[] {
  return series.map((day) => ({
    day: day.day,
    value: day.equity,
    mark: hasFlow(day) ? flowText(day, currency) : null,
  }));
}

/** An index of 1 is a return of nothing. */
export function growthPoints({ series, benchmarkSeries }: PerformanceReport): readonly DayPoint[] {
  const beside = new Map(benchmarkSeries.map(({ day, index }) => [day, index]));
  const growth = (index: string | null | undefined) => (index == null ? null : subtractDecimals(index, "1"));
  return series.map(({ day, index }) => ({ day, value: growth(index), beside: growth(beside.get(day)) }));
}

function equitySentence({ series, days, currency }: PerformanceReport): string {
  const [first, last] = [series[0], series.at(-1)];
  if (first === undefined || last === undefined) return "No equity yet.";
  const { withFlows } = days;
  return `Equity from ${formatDay(first.day)}, ${formatMoney(first.equity, { currency })}, to ${formatDay(last.day)}, ${formatMoney(last.equity, { currency })}; money came or went on ${withFlows} ${withFlows === 1 ? "day" : "days"}.${drawnWords(days)}`;
}

function growthSentence({ returns, days }: PerformanceReport): string {
  const benchmark = returns.benchmark;
  const beside =
    benchmark === null ? "" : `; ${benchmark.symbol} ${formatPercent(benchmark.fraction, { signed: true })}`;
  return `Time-weighted return over ${formatCount(days.all)} days: ${formatPercent(returns.timeWeighted.fraction, { signed: true })}${beside}.${drawnWords(days)}`;
}

function drawnWords({ all, given }: PerformanceReport["days"]): string {
  return given === all ? "" : ` Drawn from ${formatCount(given)} of ${formatCount(all)} days, with the highs and lows.`;
}
