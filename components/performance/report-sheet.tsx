// The report itself, top to bottom in the order of reading; on paper it is all there is.
import { marketWord } from "#components/format/market-source.ts";
import { formatDay, formatTime } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { BridgeCard } from "./bridge-card.tsx";
import { CashCard } from "./cash-card.tsx";
import { Curves } from "./curves.tsx";
import type { PerformanceDeskProps } from "./desk-props.ts";
import type { PerformancePlace } from "./performance-address.ts";
import { PerformanceHeadline } from "./performance-headline.tsx";
import { PositionsCard } from "./positions-card.tsx";
import { METHOD_WORDS, type ReportStyle } from "./report-style.ts";
import { StateBanner } from "./state-banner.tsx";

interface ReportSheetProps extends PerformanceDeskProps {
  readonly report: PerformanceReport;
  readonly place: PerformancePlace;
  readonly style: ReportStyle;
}

export function ReportSheet(props: ReportSheetProps) {
  const { report, place, style, today, zone, accountMethod, mayTrade } = props;
  const banner = <StateBanner report={report} place={place} today={today} zone={zone} accountMethod={accountMethod} />;
  if (report.state.entries === 0) {
    return (
      <>
        {banner}
        <NoFacts {...props} />
      </>
    );
  }
  return (
    <>
      <PrintHead {...props} />
      {banner}
      <PerformanceHeadline report={report} style={style} />
      <Curves report={report} style={style} />
      <PositionsCard report={report} place={place} style={style} mayTrade={mayTrade} />
      <div className="grid items-start gap-3 xl:grid-cols-2 print:grid-cols-2">
        <BridgeCard report={report} style={style} />
        <CashCard report={report} style={style} />
      </div>
      <p className="text-muted text-xs">
        Lots: {METHOD_WORDS[report.method]}. Days are those of {report.timeZone}. {report.state.entries} entries of the
        books are in these figures, made at {formatTime(report.state.figuresOf, { zone })}.
      </p>
    </>
  );
}

function NoFacts({ report, place, mayTrade }: ReportSheetProps) {
  if (report.state.rebuilding && place.asOf === undefined) {
    return <BlockSkeleton height="16rem" label="The first figures are being made" />;
  }
  const past = place.asOf !== undefined || place.knownOn !== undefined;
  return (
    <Card>
      {past ? (
        <EmptyState
          kind="filtered"
          title="The books were empty then"
          action={{ href: "/performance", label: "Back to today" }}
        >
          Nothing had happened on this account by {formatDay(report.asOf)}.
        </EmptyState>
      ) : (
        <EmptyState
          kind="unused"
          title="Nothing to measure yet"
          control={
            <span className="flex flex-wrap justify-center gap-2">
              {mayTrade && (
                <LinkButton href="/trade" variant="primary">
                  Place your first order
                </LinkButton>
              )}
              <LinkButton href="/imports">Import history</LinkButton>
            </span>
          }
        >
          Deposits, trades, dividends and fees appear here as returns, each with its formula and what it rests on.
        </EmptyState>
      )}
    </Card>
  );
}

/** On paper the shell is gone: the sheet itself says whose it is, of which period, and by which lots. */
function PrintHead({ report, accountName, accountKind, marketSource, zone }: ReportSheetProps) {
  const since = report.from === null ? "from the first entry" : `from ${formatDay(report.from)}`;
  return (
    <p className="print-only">
      Ballast, performance of {accountName}, {accountKind.toUpperCase()} account, currency {report.currency}, {since}.
      As of {formatDay(report.asOf)} in {report.timeZone}, figures made at{" "}
      {formatTime(report.state.figuresOf, { zone })}. Market: {marketWord(marketSource)}.
    </p>
  );
}

export function MissingReport({ error, retry }: { error: Error | null; retry: () => void }) {
  if (error === null) return <BlockSkeleton height="24rem" label="The report is loading" />;
  return (
    <ErrorPanel
      what="The report could not be read."
      money="Reading a report moves no money."
      todo={error.message}
      action={<Button onClick={retry}>Try again</Button>}
    />
  );
}
