/** Named statements of authentication: one round trip for each request, and a last-seen stamp at most once a minute. */
import type { Database, Tx } from "./client.ts";

interface UserColumns {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly userStatus: string;
  readonly preferences: { readonly [key: string]: unknown };
}

export interface SessionRow extends UserColumns {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

export interface SessionLookup {
  readonly sessionId: string;
  readonly now: Date;
  /** Sessions last seen before this moment have idled out. */
  readonly idleSince: Date;
  readonly touch: boolean;
}

export async function readSession(
  db: Database | Tx,
  { sessionId, now, idleSince, touch }: SessionLookup,
): Promise<SessionRow | null> {
  const rows = await db.$queryRaw<SessionRow[]>`
    with seen as (
      update session set last_seen_at = ${now}
      where id = ${sessionId}::uuid and ${touch} and ended_at is null and expires_at > ${now}
        and last_seen_at > ${idleSince} and last_seen_at < ${now}::timestamptz - interval '1 minute'
      returning user_id
    ), also as (
      update app_user u set last_seen_at = ${now} from seen where u.id = seen.user_id
    )
    select s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.ended_at as "endedAt",
           u.id as "userId", u.email, u.name, u.role, u.status as "userStatus", u.preferences
    from session s join app_user u on u.id = s.user_id
    where s.id = ${sessionId}::uuid`;
  return rows[0] ?? null;
}

export interface KeyRow extends UserColumns {
  readonly keyId: string;
  readonly secretHash: Uint8Array;
  readonly scopes: readonly string[];
  readonly tier: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

export async function readKey(db: Database | Tx, prefix: string): Promise<KeyRow | null> {
  const rows = await db.$queryRaw<KeyRow[]>`
    select k.id as "keyId", k.secret_hash as "secretHash", k.scopes, k.tier, k.expires_at as "expiresAt",
           k.revoked_at as "revokedAt", k.last_used_at as "lastUsedAt",
           u.id as "userId", u.email, u.name, u.role, u.status as "userStatus", u.preferences
    from api_key k join app_user u on u.id = k.user_id
    where k.prefix = ${prefix}`;
  return rows[0] ?? null;
}

/** One attempt after the other for one subject, also over several processes; released with the transaction. */
export async function lockSubject(tx: Tx, subject: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))::text`;
}
