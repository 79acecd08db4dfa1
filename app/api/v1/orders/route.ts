/** Orders: placing one, and listing them. */
import { OrderPage, OrdersQuery, OrderView, toOrderPage } from "#lib/contracts/order.ts";
import { OrderBody, toTicket } from "#lib/contracts/ticket.ts";
import { orderAnswer } from "#lib/server/order-answer.ts";
import { placeOrder } from "#lib/server/place-order.ts";
import { route } from "#lib/server/route.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { venueDays } from "#lib/services/venue-days.ts";

export const GET = route(
  {
    summary: "List orders",
    tags: ["Orders"],
    permission: "orders:read",
    query: OrdersQuery,
    answer: OrderPage,
    view: toOrderPage,
  },
  ({ ctx, query: { from, to, nested, ...rest } }) => {
    const days = venueDays({ from, to });
    const range = { from: days.from ?? undefined, until: days.before ?? undefined };
    return listOrders({ ctx, input: { ...rest, ...range, nested: nested === "true" } });
  },
);

export const POST = route(
  {
    summary: "Place an order",
    description:
      "A refused order is recorded too: the answer is 422 with its id, the rule, the limit, what was observed and what would still have passed.",
    tags: ["Orders"],
    permission: "orders:submit",
    body: OrderBody,
    answer: OrderView,
    status: 201,
    refusals: { 422: "The order was refused; it is recorded with the reason." },
    idempotency: "required",
    render: orderAnswer,
  },
  ({ ctx, body }) => placeOrder({ ctx, input: { ...toTicket(body), clientOrderId: body.clientOrderId } }),
);
