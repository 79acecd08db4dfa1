"use server";
// The ticket's order: the verb behind POST /api/v1/orders, under the same key, with the same refusals.
import type { OrderView } from "#lib/contracts/order.ts";
import { OrderBody, toTicket } from "#lib/contracts/ticket.ts";

import { type ActionCall, type ActionResult, action } from "#lib/server/action.ts";
import { orderAnswer } from "#lib/server/order-answer.ts";
import { placeOrder } from "#lib/server/place-order.ts";
import type { SubmitOrderResult } from "#lib/services/orders/record-new-orders.ts";

const PATH = "/api/v1/orders";

const submit = action<typeof OrderBody, SubmitOrderResult, OrderView>(
  OrderBody,
  ({ ctx, input }) => placeOrder({ ctx, input: { ...toTicket(input), clientOrderId: input.clientOrderId } }),
  { twin: { method: "POST", path: () => PATH, pattern: PATH }, render: orderAnswer },
);

export async function submitOrderAction(raw: unknown, call?: ActionCall): Promise<ActionResult<OrderView>> {
  return submit(raw, call);
}
