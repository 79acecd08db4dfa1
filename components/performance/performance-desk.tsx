"use client";
// The performance page at work: the address says which report, the books answer, and every figure opens.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense } from "react";
import { formatDay } from "#components/format/time.ts";
import { FilterFold } from "#components/orders/filter-fold.tsx";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { PageHead } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { performanceOptions } from "#lib/client/performance.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import type { PerformanceDeskProps } from "./desk-props.ts";
import { hideReport } from "./hide-report.ts";
import { performanceFilter, performanceHref, readPerformancePlace } from "./performance-address.ts";
import { PeriodButtons, ReportControls } from "./report-controls.tsx";
import { MissingReport, ReportSheet } from "./report-sheet.tsx";
import type { ReportStyle } from "./report-style.ts";

// They come with the first figure that is opened.
const ExplainReport = lazyPart(async () => (await import("./explain-report.tsx")).ExplainReport);
const PositionDrawer = lazyPart(async () => (await import("./position-drawer.tsx")).PositionDrawer);

function periodWords({ from, asOf, series }: PerformanceReport): string {
  const first = from ?? series[0]?.day;
  return first === undefined ? `as of ${formatDay(asOf)}` : `${formatDay(first)} to ${formatDay(asOf)}`;
}

export function PerformanceDesk(props: PerformanceDeskProps) {
  const { accountId, accountName, accountMethod, currency, marketSource, today, zone, hidden, initial } = props;
  const place = readPerformancePlace(Object.fromEntries(useSearchParams()));
  const { data, error, isPlaceholderData, refetch } = useQuery(
    performanceOptions(performanceFilter(accountId, place, today)),
  );
  const report = data === undefined ? initial : hidden ? hideReport(data) : data;
  const style: ReportStyle = { currency, hidden, basis: place.basis };
  const position = report?.positions.find(({ instrumentId }) => instrumentId === place.position);
  return (
    <ShallowLinks>
      <PageHead
        title="Performance"
        note={
          <>
            <MarketBadge source={marketSource} accountId={accountId} zone={zone} /> {accountName},{" "}
            {report === null ? "as the books have it" : periodWords(report)}.
          </>
        }
      >
        <PeriodButtons place={place} />
      </PageHead>
      <div className={cx("flex flex-col gap-3", isPlaceholderData && "opacity-60")} aria-busy={isPlaceholderData}>
        <div className="no-print rounded-lg border border-line bg-panel md:p-3">
          <FilterFold startOpen={place.from !== undefined || place.asOf !== undefined || place.method !== undefined}>
            <div className="phone:p-3">
              <ReportControls place={place} today={today} accountMethod={accountMethod} />
            </div>
          </FilterFold>
        </div>
        {report === null ? (
          <MissingReport error={error} retry={() => void refetch()} />
        ) : (
          <ReportSheet {...props} report={report} place={place} style={style} />
        )}
      </div>
      {report !== null && (
        <Suspense fallback={null}>
          {position !== undefined && (
            <PositionDrawer
              report={report}
              position={position}
              style={style}
              onClose={() => history.pushState(null, "", performanceHref({ ...place, position: undefined }))}
            />
          )}
          {place.explain !== undefined && <ExplainReport report={report} code={place.explain} style={style} />}
        </Suspense>
      )}
    </ShallowLinks>
  );
}
