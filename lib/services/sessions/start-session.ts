/** Opens a session row for somebody who has just proven who they are. */
import type { Tx } from "#lib/db/client.ts";
import type { AccessContext } from "../access-context.ts";
import { recordAudit } from "../audit.ts";

export interface NewSession {
  readonly userId: string;
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SessionStarted {
  readonly sessionId: string;
  readonly expiresAt: Date;
}

const HOUR_MS = 3_600_000;
const USER_AGENT_MAX = 300;

export async function startSession(
  tx: Tx,
  ctx: AccessContext,
  { userId, address, userAgent }: NewSession,
): Promise<SessionStarted> {
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + ctx.accessRules.sessionMaxHours * HOUR_MS);
  const id = ctx.newId();
  await tx.session.create({
    data: {
      id,
      userId,
      address,
      userAgent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt,
    },
  });
  // The address stays in the session's own row; the audit knows it by a hash that only this desk can make.
  const after = { userId, expiresAt, addressHash: ctx.keyedHash.hex(`address:${address}`) };
  await recordAudit(tx, ctx, { action: "session.start", entityType: "session", entityId: id, before: null, after });
  return { sessionId: id, expiresAt };
}
