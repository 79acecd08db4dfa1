/** How many orders there are behind each tab. */
import { OrderCountsQuery, OrderCountsView } from "#lib/contracts/order.ts";
import { route } from "#lib/server/route.ts";
import { countOrders } from "#lib/services/orders/list-orders.ts";
import { venueDays } from "#lib/services/venue-days.ts";

export const GET = route(
  {
    summary: "Count orders by tab, under the filters of the list",
    tags: ["Orders"],
    permission: "orders:read",
    query: OrderCountsQuery,
    answer: OrderCountsView,
  },
  ({ ctx, query: { from, to, nested, ...rest } }) => {
    const days = venueDays({ from, to });
    const range = { from: days.from ?? undefined, until: days.before ?? undefined };
    return countOrders({ ctx, input: { ...rest, ...range, nested: nested === "true" } });
  },
);
