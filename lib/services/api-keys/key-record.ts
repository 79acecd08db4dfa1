/** An API key as it may be shown: everything but the secret. */
import type { ApiScope } from "#lib/domain/access/permissions.ts";
import type { ApiKey } from "#prisma/generated/client.ts";

export type KeyStatus = "active" | "expired" | "revoked";

export interface KeyRecord {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly tier: "standard" | "premium";
  readonly status: KeyStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
}

export function toKeyRecord(
  { user, ...row }: ApiKey & { readonly user: { readonly name: string } },
  now: Date,
): KeyRecord {
  const { id, userId, name, prefix, createdAt, expiresAt, revokedAt, lastUsedAt, lastUsedAddress } = row;
  return {
    id,
    userId,
    userName: user.name,
    name,
    prefix,
    // CHECK constraints of the table hold the same closed lists.
    scopes: row.scopes as ApiScope[],
    tier: row.tier as KeyRecord["tier"],
    status: revokedAt !== null ? "revoked" : expiresAt !== null && expiresAt <= now ? "expired" : "active",
    createdAt,
    expiresAt,
    revokedAt,
    lastUsedAt,
    lastUsedAddress,
  };
}

/** What the audit keeps of a key: no name, which a person wrote, and no address. */
export function keySnapshot({ id, userId, prefix, scopes, tier, expiresAt, revokedAt }: KeyRecord) {
  return { id, userId, prefix, scopes: [...scopes], tier, expiresAt, revokedAt };
}
