/** What would happen if this ticket were sent now. */
import { OrderPreviewQuery, OrderPreviewView, toOrderPreviewView, toTicket } from "#lib/contracts/order.ts";
import { route } from "#lib/server/route.ts";
import { previewOrder } from "#lib/services/orders/preview-order.ts";

export const GET = route(
  {
    summary: "Preview an order: cost, buying power after it, verdict of every rule",
    tags: ["Orders"],
    permission: "orders:read",
    query: OrderPreviewQuery,
    answer: OrderPreviewView,
    view: toOrderPreviewView,
  },
  ({ ctx, query }) => previewOrder({ ctx, input: toTicket(query) }),
);
