/** Ends sessions: one's own or all others of one's own, or a user's all; in force with the next request. */
import type { Tx } from "#lib/db/client.ts";
import type { AccessContext, AccessVerb } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import { notFound } from "../errors.ts";
import { requireSelf } from "../users/require-self.ts";
import { openSessionsWhere, ownSessionId } from "./session-rules.ts";

export type EndReason = "signed_out" | "ended_by_user" | "ended_by_admin" | "disabled" | "password_changed";

export interface SessionsEnded {
  readonly ended: number;
}

/** Signing out: of nothing when the session is gone already. */
export async function signOut({ ctx }: { readonly ctx: AccessContext }): Promise<SessionsEnded> {
  const userId = requireSelf(ctx);
  const id = ownSessionId(ctx);
  return ctx.transact((tx) => endWhere(tx, ctx, { userId, ...(id === null ? {} : { id }) }, "signed_out"));
}

export async function endSession({ ctx, input }: AccessVerb<{ readonly sessionId: string }>): Promise<SessionsEnded> {
  const userId = requireSelf(ctx);
  return ctx.transact(async (tx) => {
    const session = await tx.session.findFirst({ where: { id: input.sessionId, userId }, select: { id: true } });
    if (session === null) throw notFound("session");
    return endWhere(tx, ctx, { userId, id: input.sessionId }, "ended_by_user");
  });
}

export async function endOtherSessions({ ctx }: { readonly ctx: AccessContext }): Promise<SessionsEnded> {
  const userId = requireSelf(ctx);
  const own = ownSessionId(ctx);
  return ctx.transact((tx) =>
    endWhere(tx, ctx, { userId, ...(own === null ? {} : { id: { not: own } }) }, "ended_by_user"),
  );
}

export async function endUserSessions({ ctx, input }: AccessVerb<{ readonly userId: string }>): Promise<SessionsEnded> {
  requirePermission(ctx, "users:edit");
  return ctx.transact(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: input.userId }, select: { id: true } });
    if (user === null) throw notFound("user");
    return endWhere(tx, ctx, { userId: input.userId }, "ended_by_admin");
  });
}

interface WhichSessions {
  readonly userId: string;
  readonly id?: string | { readonly not: string };
}

/** One audit row per session that was open until now. */
export async function endWhere(
  tx: Tx,
  ctx: AccessContext,
  which: WhichSessions,
  reason: EndReason,
): Promise<SessionsEnded> {
  const rows = await tx.session.updateManyAndReturn({
    where: { ...which, ...openSessionsWhere(ctx) },
    data: { endedAt: ctx.clock.now(), endReason: reason },
    select: { id: true, userId: true },
  });
  if (rows.length > 0) {
    const entries = rows.map(({ id, userId }) => ({
      action: "session.end",
      entityType: "session",
      entityId: id,
      before: { userId, open: true },
      after: { userId, open: false, endReason: reason },
    }));
    await recordAudit(tx, ctx, ...entries);
  }
  return { ended: rows.length };
}
