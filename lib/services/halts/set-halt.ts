/** Stops new orders of one account or of the whole desk. Once this commits, no order enters an open state; cancels and fills go on. */
import type { Tx } from "#lib/db/client.ts";
import { isUniqueViolation } from "#lib/db/database-fault.ts";
import { recordAudit } from "../audit.ts";
import type { Context, Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { appendStreamEvent } from "../stream-event.ts";
import type { HaltRecord } from "./halt-record.ts";
import { requireHaltScope } from "./halt-scope.ts";

export interface SetHaltInput {
  /** Null stops the whole desk. */
  readonly accountId: string | null;
  readonly reason: string;
}

export async function setHalt({ ctx, input }: Verb<SetHaltInput>): Promise<HaltRecord> {
  await requireHaltScope(ctx, input.accountId);
  try {
    return await once(ctx, async (tx) => {
      // Alone on the desk: every order that read the old state has committed, every later one reads the new.
      await lockForHalt(tx, input.accountId);
      const halt = await recordHalt(tx, ctx, input);
      const { accountId } = input;
      tx.afterCommit(() => (accountId === null ? ctx.notifier.deskChanged() : ctx.notifier.accountChanged(accountId)));
      return halt;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ServiceError(
      "conflict",
      input.accountId === null ? "The desk is halted already." : "The account is halted already.",
    );
  }
}

/** The halt with its audit row and, on an account, its event. The caller has taken the locks and knows that none is in force. */
export async function recordHalt(tx: Tx, ctx: Context, { accountId, reason }: SetHaltInput): Promise<HaltRecord> {
  const at = await readVenueTime(tx);
  const scope = accountId === null ? "desk" : "account";
  const halt = await tx.halt.create({
    data: { id: ctx.newId(), scopeKind: scope, accountId, reason, setBy: ctx.userId ?? ctx.actor.id, setAt: at },
  });
  await recordAudit(tx, ctx, {
    action: "halt.set",
    entityType: "halt",
    entityId: halt.id,
    accountId,
    before: null,
    after: { scope, setAt: at },
    reason,
    effectiveAt: at,
  });
  if (accountId !== null)
    await appendStreamEvent(tx, accountId, "halt", halt.id, { id: halt.id, scope, inForce: true });
  return halt;
}

/**
 * Exclusive against the shared lock that every order takes first; then the account, because a late fill halts under its lock alone: without
 * it, one would lift the halt that the other relies on, or each would wait for the other.
 */
export async function lockForHalt(tx: Tx, accountId: string | null): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(desk_lock_key())::text`;
  if (accountId !== null) await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
}
