/** The one way in which a user's row changes: under the version that was seen, and never so that no administrator is left. */
import { lockSubject } from "#lib/db/access.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import type { AccessContext } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import { notFound, ServiceError } from "../errors.ts";
import { toUserRecord, type UserRecord, userSnapshot } from "./user-record.ts";

export interface UserChange {
  readonly userId: string;
  /** The version that the editor saw. */
  readonly version: number;
  readonly action: string;
  readonly reason: string;
  readonly set: { readonly role?: UserRecord["role"]; readonly status?: UserRecord["status"] };
}

export async function changeUser(
  tx: Tx,
  ctx: AccessContext,
  { userId, version, action, reason, set }: UserChange,
): Promise<UserRecord> {
  // Two admins who demote each other at once would both find the other one left.
  await lockSubject(tx, "ballast.users");
  const row = await tx.user.findUnique({ where: { id: userId } });
  if (row === null) throw notFound("user");
  const before = toUserRecord(row);
  if (before.version !== version) {
    throw new ServiceError(
      "stale_version",
      "Somebody changed this user meanwhile. Look at what is there now, then decide again.",
      {
        extra: { current: { ...userSnapshot(before) } },
      },
    );
  }
  const wanted = { ...before, ...set };
  if (
    before.role === "admin" &&
    before.status === "active" &&
    (wanted.role !== "admin" || wanted.status !== "active")
  ) {
    await requireAnotherAdmin(tx, userId);
  }
  const data = { ...set, version: version + 1, updatedAt: ctx.clock.now() };
  const after = toUserRecord(await tx.user.update({ where: { id: userId }, data }));
  await recordAudit(tx, ctx, {
    action,
    entityType: "user",
    entityId: userId,
    before: userSnapshot(before),
    after: userSnapshot(after),
    reason,
  });
  return after;
}

async function requireAnotherAdmin(tx: Tx, userId: string): Promise<void> {
  const others = await tx.user.count({ where: { role: "admin", status: "active", id: { not: userId } } });
  if (others > 0) return;
  throw new ServiceError("conflict", "This is the last active admin. Make another user an admin first.");
}
