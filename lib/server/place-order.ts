/** Places an order for the route and for the ticket's action alike, and counts what became of it. */
import { countOrder } from "#lib/adapters/telemetry/metrics.ts";
import type { Verb } from "#lib/services/context.ts";
import type { SubmitOrderResult } from "#lib/services/orders/record-new-orders.ts";
import { type SubmitOrderInput, submitOrder } from "#lib/services/orders/submit-order.ts";

export async function placeOrder(call: Verb<SubmitOrderInput>): Promise<SubmitOrderResult> {
  const result = await submitOrder(call);
  const { side, type } = result.order;
  countOrder({ side, type, outcome: result.refusal?.code ?? "accepted" });
  return result;
}
