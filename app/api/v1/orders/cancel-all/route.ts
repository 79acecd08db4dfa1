/** Cancels every open order of an account. */
import { CancelAllBody, CancelAllView, toCancelAllView } from "#lib/contracts/order.ts";
import { route } from "#lib/server/route.ts";
import { cancelAllOrders } from "#lib/services/orders/cancel-all-orders.ts";

export const POST = route(
  {
    summary: "Cancel all open orders of an account",
    tags: ["Orders"],
    permission: "orders:cancel",
    body: CancelAllBody,
    answer: CancelAllView,
    view: toCancelAllView,
  },
  ({ ctx, body }) => cancelAllOrders({ ctx, input: body }),
);
