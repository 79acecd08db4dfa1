/** What a submitted order is answered with: 201 and the order, or 422 with everything one needs to know about the refusal. */
import { toOrderView } from "#lib/contracts/order.ts";
import { rejectDetailOf } from "#lib/domain/orders/order-record.ts";
import type { SubmitOrderResult } from "#lib/services/orders/record-new-orders.ts";
import type { Answer } from "./declaration.ts";
import { type ProblemPlace, problemBody } from "./problem.ts";

export function orderAnswer({ order, legs, refusal }: SubmitOrderResult, place: ProblemPlace): Answer {
  if (refusal === null) return { status: 201, body: toOrderView(legs.length === 0 ? order : { ...order, legs }) };
  const { message, field, ...figures } = rejectDetailOf(refusal);
  const body = problemBody({
    ...place,
    code: refusal.code,
    status: 422,
    title: "The order was refused",
    detail: message,
    errors: field === undefined ? [] : [{ pointer: `/${field}`, detail: message }],
    extra: { orderId: order.id, clientOrderId: order.clientOrderId, ...figures },
  });
  return { status: 422, body };
}

/** The same for a replacement: 200, because the order it speaks of existed. */
export function replaceAnswer(result: SubmitOrderResult, place: ProblemPlace): Answer {
  const answer = orderAnswer(result, place);
  return answer.status === 201 ? { ...answer, status: 200 } : answer;
}
