/** An audit event as it is shown: the stored row with the names of who acted, which the log itself never holds. */
import type { Database } from "#lib/db/client.ts";
import { SYSTEM_ACTOR_ID } from "../context.ts";

export interface AuditRow {
  readonly id: string;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly actorKind: string;
  readonly actorId: string;
  readonly source: string;
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly accountId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly requestId: string;
}

export interface AuditRecord extends AuditRow {
  /** The person's name, the key's, or "Ballast" for the desk itself; null when there is no such row any more. */
  readonly actorName: string | null;
  readonly accountName: string | null;
}

export const AUDIT_COLUMNS = {
  id: true,
  recordedAt: true,
  effectiveAt: true,
  actorKind: true,
  actorId: true,
  source: true,
  action: true,
  entityType: true,
  entityId: true,
  accountId: true,
  before: true,
  after: true,
  reason: true,
  requestId: true,
} as const;

/** Three look-ups by id at most, whatever the number of rows. */
export async function withNames(database: Database, rows: readonly AuditRow[]): Promise<AuditRecord[]> {
  const actors = (kind: string) => [...new Set(rows.filter((row) => row.actorKind === kind).map((row) => row.actorId))];
  const accountIds = [...new Set(rows.flatMap((row) => (row.accountId === null ? [] : [row.accountId])))];
  const pick = { id: true, name: true } as const;
  const [users, keys, accounts] = await Promise.all([
    database.user.findMany({ where: { id: { in: actors("user") } }, select: pick }),
    database.apiKey.findMany({ where: { id: { in: actors("api_key") } }, select: pick }),
    database.account.findMany({ where: { id: { in: accountIds } }, select: pick }),
  ]);
  const names = new Map([...users, ...keys, ...accounts].map(({ id, name }) => [id, name]));
  names.set(SYSTEM_ACTOR_ID, "Ballast");
  return rows.map((row) => ({
    ...row,
    actorName: names.get(row.actorId) ?? null,
    accountName: row.accountId === null ? null : (names.get(row.accountId) ?? null),
  }));
}
