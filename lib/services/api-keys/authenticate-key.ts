/** Turns an API key into its owner, held to the key's scopes and the owner's role of this moment. */
import { readKey } from "#lib/db/access.sql.ts";
import { type ApiScope, isApiScope, isRole } from "#lib/domain/access/permissions.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import type { AccessContext, AccessVerb } from "../access-context.ts";
import { ServiceError } from "../errors.ts";
import { type Principal, permissionsOf } from "../principal.ts";
import { parseKey, sameHash } from "./key-text.ts";

export interface AuthenticateKeyInput {
  readonly keyText: string;
  readonly address: string;
}

const MINUTE_MS = 60_000;

export async function authenticateKey({ ctx, input }: AccessVerb<AuthenticateKeyInput>): Promise<Principal> {
  const given = parseKey(input.keyText);
  if (given === null) throw refused("This is not an API key of this desk; a character may be missing.");
  const row = await readKey(ctx.database, given.prefix);
  const right = row !== null && sameHash(row.secretHash, given.secretHash);
  if (!right) throw refused("This API key is not known.");
  const now = ctx.clock.now();
  if (row.revokedAt !== null) throw refused("This API key has been revoked.");
  if (row.expiresAt !== null && row.expiresAt <= now) throw refused("This API key has expired.");
  if (row.userStatus !== "active") throw refused("The owner of this API key is disabled.");
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > MINUTE_MS)
    await stamp(ctx, row.keyId, input.address);
  invariant(isRole(row.role), "a user's role is one of the closed list");
  const scopes: readonly ApiScope[] = row.scopes.filter(isApiScope);
  return {
    kind: "api_key",
    keyId: row.keyId,
    tier: row.tier === "premium" ? "premium" : "standard",
    scopes,
    user: {
      id: asId<UserId>(row.userId),
      email: row.email,
      name: row.name,
      role: row.role,
      preferences: row.preferences,
    },
    permissions: permissionsOf(row.role, scopes),
  };
}

/** At most once a minute, so that a busy key does not write with each request. */
async function stamp(ctx: AccessContext, id: string, address: string): Promise<void> {
  await ctx.database.apiKey.updateMany({
    where: { id },
    data: { lastUsedAt: ctx.clock.now(), lastUsedAddress: address },
  });
}

function refused(message: string): ServiceError {
  return new ServiceError("unauthenticated", message);
}
