/** Asks the worker for a full pass now: the books are looked at where nobody waits for an answer. */
import { requestPass } from "#lib/db/proof.sql.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { once } from "../idempotency.ts";

export interface ProofRequest {
  readonly id: string;
  readonly requestedAt: Date;
}

/** What is found may halt the desk, so that it takes who may do that. */
export async function requestProof({ ctx }: Pick<Verb<never>, "ctx">): Promise<ProofRequest> {
  requirePermission(ctx, "halts:set:desk");
  return once(ctx, async (tx) => {
    const request = await requestPass(tx, ctx.newId(), ctx.userId ?? ctx.actor.id);
    await recordAudit(tx, ctx, {
      action: "proof.request",
      entityType: "proof_pass",
      entityId: request.id,
      before: null,
      after: { kind: "full" },
    });
    return request;
  });
}
