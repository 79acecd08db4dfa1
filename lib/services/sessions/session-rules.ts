/** Which sessions are open at a moment: not ended, not expired, not idled out. */
import type { AccessContext } from "../access-context.ts";

export function openSessionsWhere({ clock, accessRules }: AccessContext) {
  const now = clock.now();
  const idleSince = new Date(now.getTime() - accessRules.sessionIdleMinutes * 60_000);
  return { endedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: idleSince } };
}

/** The caller's own session; keys and the system have none. */
export function ownSessionId({ actor }: AccessContext): string | null {
  return actor.kind === "user" ? actor.sessionId : null;
}
