/** Closing every position of an account. */
import { ClosedPositionsView, toClosedPositionsView } from "#lib/contracts/order.ts";
import { CloseAllBody } from "#lib/contracts/ticket.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { placeOrder } from "#lib/server/place-order.ts";
import { route } from "#lib/server/route.ts";
import { closeAllPositions } from "#lib/services/orders/close-position.ts";

export const POST = route(
  {
    summary: "Close all positions",
    description:
      "One market order for each. A position that cannot be closed is named with its reason; the others are closed all the same.",
    tags: ["Positions"],
    permission: "orders:submit",
    body: CloseAllBody,
    answer: ClosedPositionsView,
    idempotency: "required",
    view: toClosedPositionsView,
  },
  ({ ctx, body }) =>
    closeAllPositions(
      { ctx, input: { accountId: asId<AccountId>(body.accountId), cancelOrders: body.cancelOrders } },
      placeOrder,
    ),
);
