/** One order: looking at it and canceling it. */

import { z } from "zod";
import { Id } from "#lib/contracts/common.ts";
import { OrderView, toOrderView } from "#lib/contracts/order.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { getOrder } from "#lib/services/orders/get-order.ts";

const params = z.strictObject({ id: Id });

export const GET = route(
  {
    summary: "Get an order",
    tags: ["Orders"],
    permission: "orders:read",
    params,
    answer: OrderView,
    view: toOrderView,
  },
  ({ ctx, params: { id } }) => getOrder({ ctx, input: { orderId: id } }),
);

export const DELETE = route(
  {
    summary: "Cancel an order",
    description:
      "Canceling a canceled order answers with that order; a filled, expired or refused one is a conflict. A fill may still win the race.",
    tags: ["Orders"],
    permission: "orders:cancel",
    idempotency: "natural",
    params,
    answer: OrderView,
    view: toOrderView,
  },
  ({ ctx, params: { id } }) => cancelOrder({ ctx, input: { orderId: asId<OrderId>(id) } }),
);
