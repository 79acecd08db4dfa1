/** One order: looking at it, replacing it and canceling it. */

import { z } from "zod";
import { Id } from "#lib/contracts/common.ts";
import { OrderView, toOrderView } from "#lib/contracts/order.ts";
import { ReplaceOrderBody, toReplacement } from "#lib/contracts/ticket.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { replaceAnswer } from "#lib/server/order-answer.ts";
import { route } from "#lib/server/route.ts";
import { cancelOrder } from "#lib/services/orders/cancel-order.ts";
import { getOrder } from "#lib/services/orders/get-order.ts";
import { replaceOrder } from "#lib/services/orders/replace-order.ts";

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

export const PATCH = route(
  {
    summary: "Replace an order",
    description:
      "Answers the new order, which names the one it replaces. That one is pending_replace until the venue has answered, and may still be filled first. A refused replacement is recorded like a refused order, and the order it was for stays as it is.",
    tags: ["Orders"],
    permission: "orders:submit",
    params,
    body: ReplaceOrderBody,
    answer: OrderView,
    refusals: { 422: "The replacement was refused; it is recorded with the reason." },
    idempotency: "required",
    render: replaceAnswer,
  },
  ({ ctx, params: { id }, body }) =>
    replaceOrder({
      ctx,
      input: { ...toReplacement(body), orderId: asId<OrderId>(id), clientOrderId: body.clientOrderId },
    }),
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
