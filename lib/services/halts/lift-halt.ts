/** Resumes trading. Needs a reason, like the halt itself. */
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { SYSTEM_ACTOR_ID } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { appendStreamEvent } from "../stream-event.ts";
import type { HaltRecord } from "./halt-record.ts";
import { lockForHalt } from "./set-halt.ts";

export interface LiftHaltInput {
  readonly haltId: string;
  readonly reason: string;
}

/** The desk's halts concern everybody; an account's only its own people and those who may see every account. */
async function maySee(ctx: Context, accountId: string | null): Promise<boolean> {
  if (accountId === null || ctx.userId === null || ctx.permissions.has("halts:set:desk")) return true;
  const where = { accountId_userId: { accountId, userId: ctx.userId } };
  return (await ctx.database.accountMember.findUnique({ where, select: { role: true } })) !== null;
}

export async function liftHalt({ ctx, input }: Verb<LiftHaltInput>): Promise<HaltRecord> {
  requirePermission(ctx, "halts:set:account");
  const halt = await ctx.database.halt.findUnique({ where: { id: input.haltId } });
  if (halt === null || !(await maySee(ctx, halt.accountId))) throw notFound("halt");
  // What the desk or an admin stopped, a trader does not resume: only an account's own people lift their own halt.
  // Who may stop the desk may also resume any account, also one they are no member of.
  const byTrader =
    !ctx.permissions.has("halts:set:desk") &&
    halt.accountId !== null &&
    halt.setBy !== SYSTEM_ACTOR_ID &&
    halt.setBy === ctx.userId;
  requirePermission(ctx, byTrader ? "halts:set:account" : "halts:set:desk");
  if (byTrader && halt.accountId !== null) await requireMember(ctx.database, ctx, halt.accountId, "trader");
  return once(ctx, async (tx) => {
    await lockForHalt(tx, halt.accountId);
    const at = await readVenueTime(tx);
    const lifted = await tx.halt.updateMany({
      where: { id: halt.id, liftedAt: null },
      data: { liftedAt: at, liftedBy: ctx.userId ?? ctx.actor.id, liftReason: input.reason },
    });
    if (lifted.count === 0) throw new ServiceError("conflict", "This halt was lifted already.");
    await recordAudit(tx, ctx, {
      action: "halt.lift",
      entityType: "halt",
      entityId: halt.id,
      accountId: halt.accountId,
      before: { scope: halt.scopeKind, setAt: halt.setAt, liftedAt: null },
      after: { scope: halt.scopeKind, setAt: halt.setAt, liftedAt: at },
      reason: input.reason,
      effectiveAt: at,
    });
    const { accountId } = halt;
    if (accountId !== null)
      await appendStreamEvent(tx, accountId, "halt", halt.id, { id: halt.id, scope: "account", inForce: false });
    tx.afterCommit(() => (accountId === null ? ctx.notifier.deskChanged() : ctx.notifier.accountChanged(accountId)));
    return tx.halt.findUniqueOrThrow({ where: { id: halt.id } });
  });
}
