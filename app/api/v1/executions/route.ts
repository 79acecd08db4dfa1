/** Executions of an account: the Trades page. */
import { ExecutionPage, ExecutionsQuery, toExecutionPage } from "#lib/contracts/execution.ts";
import { route } from "#lib/server/route.ts";
import { listExecutions } from "#lib/services/executions/list-executions.ts";

export const GET = route(
  {
    summary: "List executions with the totals of the filtered set",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    query: ExecutionsQuery,
    answer: ExecutionPage,
    view: toExecutionPage,
  },
  ({ ctx, query }) => listExecutions({ ctx, input: query }),
);
