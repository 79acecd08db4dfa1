/** A figure of a report opened down to the executions and activities that it rests on. */
import { ActivityPage } from "#lib/contracts/activity.ts";
import { FactsBehindQuery, PerformanceParams } from "#lib/contracts/performance.ts";
import { route } from "#lib/server/route.ts";
import { listFactsBehind } from "#lib/services/performance/list-facts-behind.ts";

export const GET = route(
  {
    summary: "List the entries that a figure of the performance rests on",
    description:
      "Newest first, as they counted then: what was taken back is left out. Sums such as income, fees or inflow rest on entries of the period; quantity, cost, results and returns also on those before it, which made what the period opens with.",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    params: PerformanceParams,
    query: FactsBehindQuery,
    answer: ActivityPage,
  },
  ({ ctx, params, query }) => listFactsBehind({ ctx, input: { accountId: params.id, ...query } }),
);
