/** What an account has made, by the definitions of docs/performance.md. */
import { PerformanceParams, PerformanceQuery, PerformanceView, toPerformanceView } from "#lib/contracts/performance.ts";
import { drawnSeries } from "#lib/domain/performance/drawn-series.ts";
import { route } from "#lib/server/route.ts";
import { getPerformance } from "#lib/services/performance/get-performance.ts";

export const GET = route(
  {
    summary: "Get the performance of an account: figures, returns and the daily series",
    description:
      "Every figure says which measure it is. While new figures are being made, the last good ones are given with `state.rebuilding`; a figure that cannot be known is null, and `missing` names what it waits for. The entries behind a figure are listed by `/performance/facts`.",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    params: PerformanceParams,
    query: PerformanceQuery,
    answer: PerformanceView,
    view: toPerformanceView,
    refusals: { 503: "The books as they were known then are still being made: ask again after Retry-After." },
  },
  async ({ ctx, params, query: { series, ...asked } }) => {
    const report = await getPerformance({ ctx, input: { accountId: params.id, ...asked } });
    return series === "drawn" ? drawnSeries(report) : report;
  },
);
