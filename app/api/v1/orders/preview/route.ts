/** What would happen if this ticket were sent now. */
import { OrderPreviewView, toOrderPreviewView } from "#lib/contracts/order.ts";
import { OrderPreviewQuery, previewTicket } from "#lib/contracts/ticket.ts";
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
  ({ ctx, query }) => previewOrder({ ctx, input: previewTicket(query) }),
);
