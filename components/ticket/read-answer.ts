// From the server's word on a submission to what the ticket does with it.

import type { OrderView } from "#lib/contracts/order.ts";
import type { Problem } from "#lib/contracts/problem.ts";
import type { TicketEvent, TicketRefusal } from "./ticket-state.ts";

export type SubmitAnswer =
  | { readonly ok: true; readonly value: OrderView }
  | { readonly ok: false; readonly problem: Problem };

/** These say that the same key is at work or has done its work: the order exists or soon will. */
const IN_FLIGHT: ReadonlySet<string> = new Set(["idempotency_key_in_use", "duplicate_client_order_id"]);

export function readAnswer(answer: SubmitAnswer, newKey: string): TicketEvent {
  if (answer.ok) return readOrder(answer.value, newKey);
  const { problem } = answer;
  if (problem.status === 401) return { type: "sign_in_needed" };
  // A server that broke may have committed before: only a look-up can tell.
  if (problem.status >= 500 || IN_FLIGHT.has(problem.code)) return { type: "no_answer" };
  if (typeof problem.orderId === "string") return { type: "refuse", refusal: refusalOf(problem), newKey };
  return { type: "turn_away", problem };
}

/** A refused order is an order too: it comes with its reason. */
export function readOrder(order: OrderView, newKey: string): TicketEvent {
  if (order.status !== "rejected") return { type: "answer", order, newKey };
  const detail = order.rejectDetail;
  return {
    type: "refuse",
    newKey,
    refusal: {
      code: order.rejectReason ?? "rejected",
      message: detail?.message ?? "The order was refused.",
      field: detail?.field ?? null,
      limit: detail?.limit ?? null,
      observed: detail?.observed ?? null,
      headroom: detail?.headroom ?? null,
      orderId: order.id,
      blockedBy: detail?.blockedBy ?? [],
    },
  };
}

function refusalOf(problem: Problem): TicketRefusal {
  const text = (key: string): string | null => {
    const value = problem[key];
    return typeof value === "string" ? value : null;
  };
  const blocking = problem["blockedBy"];
  return {
    code: problem.code,
    message: problem.detail,
    field: text("field"),
    limit: text("limit"),
    observed: text("observed"),
    headroom: text("headroom"),
    orderId: text("orderId"),
    blockedBy: Array.isArray(blocking) ? blocking.filter((id) => typeof id === "string") : [],
  };
}
