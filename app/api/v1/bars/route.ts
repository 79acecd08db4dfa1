/** Bars for the chart. */
import { BarSeriesView, BarsQuery, toBarSeriesView } from "#lib/contracts/instrument.ts";
import { route } from "#lib/server/route.ts";
import { listBars } from "#lib/services/bars/list-bars.ts";

export const GET = route(
  {
    summary: "List bars of an instrument",
    tags: ["Market"],
    permission: "portfolio:read",
    query: BarsQuery,
    answer: BarSeriesView,
    view: toBarSeriesView,
  },
  ({ ctx, query }) => listBars({ ctx, input: query }),
);
