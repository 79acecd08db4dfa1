// Announcing, withdrawing and taking back, by plain calls.
import { type Outcome, send } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { CorporateActionView } from "#lib/contracts/corporate-action.ts";
import type { AnnounceBody } from "./announce-draft.ts";

export function announce(
  body: AnnounceBody & { readonly reason: string },
  idempotencyKey: string,
): Promise<Outcome<CorporateActionView>> {
  return send(paths.corporateActions({}), { method: "POST", body, idempotencyKey });
}

export function withdrawAction(id: string, reason: string): Promise<Outcome<CorporateActionView>> {
  return send(paths.withdrawCorporateAction(id), { method: "POST", body: { reason } });
}

export function takeActionBack(id: string, reason: string): Promise<Outcome<CorporateActionView>> {
  return send(paths.corporateActionTakeBack(id), { method: "POST", body: { reason } });
}
