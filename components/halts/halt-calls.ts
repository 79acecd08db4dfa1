// Setting and lifting halts: plain calls of the route handlers, which nothing that is being sent can delay.
import { answerOf, type Outcome, send } from "#lib/client/acting.ts";
import { getJson } from "#lib/client/fetch.ts";
import { paths } from "#lib/client/paths.ts";
import type { CanceledUnderHaltView, HaltView, WorkingOrdersView } from "#lib/contracts/risk.ts";

interface HaltRequest {
  /** Null is the whole desk. */
  readonly accountId: string | null;
  readonly reason: string;
}

export function setHalt(body: HaltRequest, idempotencyKey: string): Promise<Outcome<HaltView>> {
  return send(paths.setHalt(), { method: "POST", body, idempotencyKey });
}

export function liftHalt(haltId: string, reason: string): Promise<Outcome<HaltView>> {
  return send(paths.liftHalt(haltId), { method: "POST", body: { reason } });
}

export function cancelUnderHalt(haltId: string): Promise<Outcome<CanceledUnderHaltView>> {
  return send(paths.cancelHalted(haltId), { method: "POST", body: {} });
}

export function readWorkingOrders(accountId: string | null): Promise<Outcome<WorkingOrdersView>> {
  return answerOf(() => getJson<WorkingOrdersView>(paths.workingOrders({ accountId: accountId ?? undefined })));
}
