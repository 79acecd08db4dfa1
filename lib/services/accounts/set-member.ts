/** Gives somebody a place on an account, changes it, or takes it away; an account always keeps an owner. */
import type { AccountId, UserId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { type MemberRole, requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export interface SetMemberInput {
  readonly accountId: AccountId;
  readonly userId: UserId;
  /** Null takes the place away. */
  readonly role: MemberRole | null;
}

export interface MemberRecord {
  readonly accountId: AccountId;
  readonly userId: UserId;
  readonly role: MemberRole | null;
}

/** Owners decide about their account; holders of `accounts:all` about every one. */
export async function setMember({ ctx, input }: Verb<SetMemberInput>): Promise<MemberRecord> {
  requirePermission(ctx, "accounts:open");
  const { accountId, userId, role } = input;
  await requireMember(ctx.database, ctx, accountId, ctx.permissions.has("accounts:all") ? "viewer" : "owner");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true } });
    if (user === null) throw notFound("user");
    const where = { accountId_userId: { accountId, userId } };
    const before = await tx.accountMember.findUnique({ where });
    if ((before?.role ?? null) === role) return input;
    if (before?.role === "owner") {
      const owners = await tx.accountMember.count({ where: { accountId, role: "owner" } });
      if (owners === 1) throw new ServiceError("conflict", "This is the account's only owner; name another one first.");
    }
    if (role === null) await tx.accountMember.delete({ where });
    else await tx.accountMember.upsert({ where, create: { accountId, userId, role }, update: { role } });
    await recordAudit(tx, ctx, {
      action: "account.set_member",
      entityType: "account",
      entityId: accountId,
      accountId,
      before: { userId, role: before?.role ?? null },
      after: { userId, role },
    });
    return input;
  });
}
