// The performance of the chosen account: what the books say it made, over any period, as of any day, by any lots.
import type { Metadata } from "next";
import { NoAccount } from "#components/orders/no-account.tsx";
import { hideReport } from "#components/performance/hide-report.ts";
import { performanceFilter, readPerformancePlace } from "#components/performance/performance-address.ts";
import { PerformanceDesk } from "#components/performance/performance-desk.tsx";
import { performanceOptions } from "#lib/client/performance.ts";
import { type PerformanceView, toPerformanceView } from "#lib/contracts/performance.ts";
import { drawnSeries } from "#lib/domain/performance/drawn-series.ts";
import { toLocalDate } from "#lib/domain/shared/local-date.ts";
import type { PageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { getPerformance } from "#lib/services/performance/get-performance.ts";
import { deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Performance" };

export default withRequestId(async function PerformancePage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (account === null) return <NoAccount title="Performance" mayOpen={may("accounts:open")} />;
  const today = toLocalDate(ctx.clock.now(), account.timeZone);
  const filter = performanceFilter(account.id, readPerformancePlace(search), today);
  const report = await readReport(ctx, filter);
  return (
    // Hidden figures are not in the page: then the cache starts empty.
    <Hydrated queries={report === null || hidden ? [] : [{ key: performanceOptions(filter).queryKey, data: report }]}>
      <PerformanceDesk
        accountId={account.id}
        accountName={account.name}
        accountKind={account.kind}
        accountMethod={account.lotMethod}
        currency={account.currency}
        marketSource={account.marketSource}
        today={today}
        zone={zone}
        hidden={hidden}
        mayTrade={
          account.kind === "paper" && account.role !== null && account.role !== "viewer" && may("orders:submit")
        }
        initial={report !== null && hidden ? hideReport(report) : null}
      />
    </Hydrated>
  );
});

/** What cannot be said at once, or not at all, the browser asks again and shows with its reason. */
async function readReport(
  ctx: PageContext["ctx"],
  input: ReturnType<typeof performanceFilter>,
): Promise<PerformanceView | null> {
  try {
    return toPerformanceView(drawnSeries(await getPerformance({ ctx, input })));
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}
