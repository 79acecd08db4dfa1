/** What a halt would leave working. */
import { toWorkingOrdersView, WorkingOrdersQuery, WorkingOrdersView } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { getWorkingOrders } from "#lib/services/halts/get-working-orders.ts";

export const GET = route(
  {
    summary: "Count the orders that a halt would leave working",
    tags: ["Halts"],
    permission: ["halts:set:account", "halts:set:desk"],
    query: WorkingOrdersQuery,
    answer: WorkingOrdersView,
    view: toWorkingOrdersView,
  },
  ({ ctx, query }) => getWorkingOrders({ ctx, input: { accountId: query.accountId ?? null } }),
);
