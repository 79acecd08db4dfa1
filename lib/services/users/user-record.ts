/** A user as an administrator sees one, and what the audit keeps of one: ids and closed lists, no e-mail and no name. */
import type { Role } from "#lib/domain/access/permissions.ts";
import type { User } from "#prisma/generated/client.ts";

export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly status: "active" | "disabled";
  /** False until the one-time link was used. */
  readonly hasPassword: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

export function toUserRecord(row: User): UserRecord {
  const { id, email, name, version, createdAt, lastSeenAt, passwordHash } = row;
  return {
    id,
    email,
    name,
    // CHECK constraints of the table hold the same closed lists.
    role: row.role as Role,
    status: row.status as UserRecord["status"],
    hasPassword: passwordHash !== null,
    version,
    createdAt,
    lastSeenAt,
  };
}

export function userSnapshot({ id, role, status, version }: UserRecord) {
  return { id, role, status, version };
}
