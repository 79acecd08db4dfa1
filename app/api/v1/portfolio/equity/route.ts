/** The equity curve. */
import { EquityQuery, EquitySeriesView, toEquitySeriesView } from "#lib/contracts/portfolio.ts";
import { route } from "#lib/server/route.ts";
import { getEquitySeries } from "#lib/services/portfolio/get-equity-series.ts";

export const GET = route(
  {
    summary: "Get the equity curve of an account",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    query: EquityQuery,
    answer: EquitySeriesView,
    view: toEquitySeriesView,
  },
  ({ ctx, query }) => getEquitySeries({ ctx, input: query }),
);
