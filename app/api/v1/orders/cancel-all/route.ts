/** Cancels every open order of an account. */
import { CancelAllBody, CancelAllView, toCancelAllView } from "#lib/contracts/order.ts";
import { route } from "#lib/server/route.ts";
import { cancelAllOrders } from "#lib/services/orders/cancel-all-orders.ts";

export const POST = route(
  {
    summary: "Cancel all open orders of an account",
    description:
      "Of every order that is open when the call begins; each has its own outcome. Safe to repeat, also after an error, which may leave some of them open.",
    tags: ["Orders"],
    permission: "orders:cancel",
    idempotency: "natural",
    body: CancelAllBody,
    answer: CancelAllView,
    view: toCancelAllView,
  },
  ({ ctx, body }) => cancelAllOrders({ ctx, input: body }),
);
