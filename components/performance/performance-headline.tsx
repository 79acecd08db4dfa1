// The first lines of the report: what it is worth, what it made, and four ways to say how well, each by its measure's name.
import type { ReactNode } from "react";
import { readMoney } from "#components/format/money.ts";
import { formatPercent, formatPoints, readPercent } from "#components/format/percent.ts";
import { subtractDecimals } from "#components/format/string-decimal.ts";
import { formatDay } from "#components/format/time.ts";
import { Change, Figure } from "#components/ui/figure.tsx";
import type { PerformanceReport, ReportReturns } from "#lib/domain/performance/report.ts";
import { HowLink } from "./figure-code.tsx";
import { causeOf, type ReportStyle } from "./report-style.ts";

interface MeasureProps {
  readonly name: string;
  readonly code: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

function Measure({ name, code, note, children }: MeasureProps) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1 text-muted text-xs">
        {name} <HowLink code={code} what={`${name} is reckoned`} />
      </dt>
      <dd className="font-semibold text-lg leading-snug">{children}</dd>
      {note !== undefined && note !== null && <dd className="text-muted text-xs">{note}</dd>}
    </div>
  );
}

const signed = (fraction: string | null, cause?: string) => (
  <Change readings={[readPercent(fraction, { signed: true, cause })]} />
);

function flagged({ timeWeighted: { flaggedDays } }: ReportReturns): string {
  if (flaggedDays.length === 0) return "daily, flows taken out";
  return `daily, flows taken out; ${flaggedDays.length} flagged ${flaggedDays.length === 1 ? "day" : "days"}`;
}

function drawdownDays({ drawdown: { peakDay, troughDay, recoveredDay } }: ReportReturns): string {
  if (peakDay === null || troughDay === null) return "never below an earlier close";
  const recovered = recoveredDay === null ? "not recovered" : `recovered ${formatDay(recoveredDay)}`;
  return `${formatDay(peakDay)} to ${formatDay(troughDay)}, ${recovered}`;
}

function drawdownText(fraction: string): string {
  return formatPercent(fraction.startsWith("-") ? fraction : subtractDecimals("0", fraction));
}

export function PerformanceHeadline({ report, style }: { report: PerformanceReport; style: ReportStyle }) {
  const { totals, returns } = report;
  const { currency, hidden } = style;
  const cause = causeOf(totals.missing);
  const pnl = (value: string | null) => readMoney(value, { currency, hidden, signed: true, cause });
  const { volatility, benchmark, xirr } = returns;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-line bg-panel p-3 lg:grid-cols-4 print:grid-cols-4">
      <Measure name="Equity" code="totals.equity" note="positions at their prices, and cash">
        <Figure reading={readMoney(totals.equity, { currency, hidden, cause })} />
      </Measure>
      <Measure
        name="Profit or loss, net"
        code="totals.pnl"
        note={<>before fees {pnl(totals.pnl?.gross ?? null).text}</>}
      >
        <Change readings={[pnl(totals.pnl?.net ?? null)]} />
      </Measure>
      <Measure name="Simple return" code="returns.simple" note={returns.simple.reason ?? "gain on what was put in"}>
        {signed(returns.simple.fraction, returns.simple.reason ?? undefined)}
      </Measure>
      <Measure name="Time-weighted return" code="returns.timeWeighted" note={flagged(returns)}>
        {signed(returns.timeWeighted.fraction, cause)}
      </Measure>
      <Measure name="XIRR, a year" code="returns.xirr" note={xirr.reason ?? "of your own money, by its dates"}>
        {signed(xirr.fraction, xirr.reason ?? undefined)}
      </Measure>
      <Measure name="Maximum drawdown" code="returns.drawdown" note={drawdownDays(returns)}>
        {drawdownText(returns.drawdown.fraction)}
      </Measure>
      <Measure
        name="Volatility, a year"
        code="returns.volatility"
        note={volatility.reason ?? `${formatPercent(volatility.period)} in the period`}
      >
        <Figure reading={readPercent(volatility.annualised, { cause: volatility.reason ?? undefined })} />
      </Measure>
      {benchmark === null ? null : (
        <Measure name={`${benchmark.symbol}, price return`} code="returns.benchmark" note={ahead(returns)}>
          {signed(benchmark.fraction, `No close of ${benchmark.symbol} in the period`)}
        </Measure>
      )}
    </dl>
  );
}

/** In points, as the two stand beside each other. */
function ahead({ benchmark, timeWeighted }: ReportReturns): string | null {
  if (benchmark?.fraction == null || timeWeighted.fraction === null) return null;
  const by = subtractDecimals(timeWeighted.fraction, benchmark.fraction);
  return by.startsWith("-")
    ? `the account is behind by ${formatPoints(by.slice(1))}`
    : `the account is ahead by ${formatPoints(by)}`;
}
