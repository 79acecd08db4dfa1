// What one must know before reading the figures: that they are of the past, of other lots than the books', or about to change.
import type { ReactNode } from "react";
import { formatDay, formatTime } from "#components/format/time.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { isPast, type PerformancePlace, performanceHref } from "./performance-address.ts";
import { METHOD_SHORT } from "./report-style.ts";

interface StateBannerProps {
  readonly report: PerformanceReport;
  readonly place: PerformancePlace;
  readonly today: string;
  readonly zone: string;
  readonly accountMethod: LotMethod;
}

export function StateBanner({ report, place, today, zone, accountMethod }: StateBannerProps) {
  const { state, method, asOf } = report;
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {isPast(place, today) && (
        <Line icon="clock" look="border-paper/60 bg-paper-soft">
          <strong>You look at the past:</strong> as of the close of {formatDay(asOf)}
          {place.knownOn === undefined ? ", with today's knowledge. " : `, as known on ${formatDay(place.knownOn)}. `}
          <Back to={{ ...place, asOf: undefined, knownOn: undefined }}>Back to today</Back>
        </Line>
      )}
      {method !== accountMethod && (
        <Line icon="filter" look="border-info/60 bg-info-soft">
          Lots by {METHOD_SHORT[method]}, for this report only; the books stay {METHOD_SHORT[accountMethod]}.{" "}
          <Back to={{ ...place, method: undefined }}>As the books have it</Back>
        </Line>
      )}
      {state.failure !== null && (
        <Line icon="warning" look="border-warn/60 bg-warn-soft">
          New figures could not be made at {formatTime(state.failure.at, { zone })}. These are the last good ones, of{" "}
          {formatTime(state.figuresOf, { zone })}; no money moved, and the next try follows by itself.{" "}
          {state.failure.cause}
        </Line>
      )}
      {state.rebuilding && state.failure === null && (
        <Line icon="clock" look="border-info/60 bg-info-soft">
          Figures of {formatTime(state.figuresOf, { zone })}; new figures are being made.
        </Line>
      )}
    </div>
  );
}

function Back({ to, children }: { to: PerformancePlace; children: ReactNode }) {
  return (
    <a href={performanceHref(to)} className="no-print underline underline-offset-2">
      {children}
    </a>
  );
}

function Line({ icon, look, children }: { icon: IconName; look: string; children: ReactNode }) {
  return (
    <p className={`flex items-start gap-2 rounded-md border px-3 py-2 ${look}`}>
      <Icon name={icon} className="mt-0.5" />
      <span>{children}</span>
    </p>
  );
}
