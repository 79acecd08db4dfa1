/** Turns a session id into the person behind it: the row is asked every time, so that ending a session ends it. */
import { readSession } from "#lib/db/access.sql.ts";
import { isRole } from "#lib/domain/access/permissions.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { AccessVerb } from "../access-context.ts";
import { ServiceError } from "../errors.ts";
import { type Principal, permissionsOf } from "../principal.ts";

export interface AuthenticateSessionInput {
  readonly sessionId: string;
  /** Counts as being seen, and so puts off the idle timeout. */
  readonly touch: boolean;
}

const MINUTE_MS = 60_000;

export async function authenticateSession({ ctx, input }: AccessVerb<AuthenticateSessionInput>): Promise<Principal> {
  const now = ctx.clock.now();
  const idleSince = new Date(now.getTime() - ctx.accessRules.sessionIdleMinutes * MINUTE_MS);
  const row = await readSession(ctx.database, { ...input, now, idleSince });
  if (row === null || row.endedAt !== null || row.expiresAt <= now || row.userStatus !== "active") throw ended();
  if (row.lastSeenAt <= idleSince)
    throw ended("Your session ended because it was not used for a while. Sign in again.");
  invariant(isRole(row.role), "a user's role is one of the closed list");
  return {
    kind: "session",
    sessionId: input.sessionId,
    user: {
      id: asId<UserId>(row.userId),
      email: row.email,
      name: row.name,
      role: row.role,
      preferences: row.preferences,
    },
    permissions: permissionsOf(row.role, null),
  };
}

function ended(message = "Your session has ended. Sign in again."): ServiceError {
  return new ServiceError("unauthenticated", message);
}
