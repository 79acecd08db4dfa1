/** Who has a place on an account; shown to those who have one themselves. */
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { type MemberRole, requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";

export interface AccountMemberRecord {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
}

// Owners first, then traders, then those who look; an account has no more people than this.
const RANK: { readonly [role in MemberRole]: number } = { owner: 0, trader: 1, viewer: 2 };
const SHOWN_MAX = 200;

export async function listMembers({
  ctx,
  input,
}: Verb<{ readonly accountId: AccountId }>): Promise<readonly AccountMemberRecord[]> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const rows = await ctx.database.accountMember.findMany({
    where: { accountId: input.accountId },
    take: SHOWN_MAX,
    include: { user: { select: { name: true, email: true } } },
  });
  return rows
    .map(({ userId, role, user }) => ({
      userId: asId<UserId>(userId),
      name: user.name,
      email: user.email,
      role: role as MemberRole,
    }))
    .toSorted((a, b) => RANK[a.role] - RANK[b.role] || a.name.localeCompare(b.name, "en"));
}
