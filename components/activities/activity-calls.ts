// Adding an activity, taking one back, and choosing lots: by plain calls.
import { type Outcome, send } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { ActivityView } from "#lib/contracts/activity.ts";
import type { SaleLotsView } from "#lib/contracts/lot-assignment.ts";
import type { ActivityBody } from "./activity-draft.ts";

export function addActivity(
  accountId: string,
  body: ActivityBody,
  idempotencyKey: string,
): Promise<Outcome<ActivityView>> {
  return send(paths.addActivity(), { method: "POST", body: { accountId, ...body }, idempotencyKey });
}

export function reverseActivity(id: string, reason: string, idempotencyKey: string): Promise<Outcome<ActivityView>> {
  return send(paths.reverseActivity(id), { method: "POST", body: { reason }, idempotencyKey });
}

interface LotsChosen {
  readonly closingId: string;
  readonly takes: readonly { readonly openingId: string; readonly quantity: string }[];
}

export function assignLots(accountId: string, body: LotsChosen): Promise<Outcome<SaleLotsView>> {
  return send(paths.lotAssignments(accountId), { method: "PUT", body });
}
