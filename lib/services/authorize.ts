/** The first line of every verb: may this actor do this at all, and is this account theirs? */
import type { Database, Tx } from "#lib/db/client.ts";
import type { Permission } from "#lib/domain/access/permissions.ts";
import type { Context } from "./context.ts";
import { notFound, ServiceError } from "./errors.ts";

export function requirePermission(ctx: Context, permission: Permission): void {
  if (ctx.permissions.has(permission)) return;
  const holder = ctx.actor.kind === "api_key" ? "this API key's scopes do not" : "your role does not";
  throw new ServiceError("forbidden", `This needs the permission ${permission}, which ${holder} include.`, {
    extra: { permission },
  });
}

/** For what is reported by a venue: recorded by the desk itself, never by a caller, whatever they are permitted. */
export function requireDesk(ctx: Context, permission: Permission): void {
  requirePermission(ctx, permission);
  if (ctx.actor.kind !== "system") throw new ServiceError("forbidden", "Only the desk itself records this.");
}

export type MemberRole = "owner" | "trader" | "viewer";
const RANK: { readonly [role in MemberRole]: number } = { viewer: 1, trader: 2, owner: 3 };

/** Membership of an account, at least in this role; everything less answers 404. The system and holders of `accounts:all` may read any account. */
export async function requireMember(
  db: Database | Tx,
  ctx: Context,
  accountId: string,
  least: MemberRole = "viewer",
): Promise<MemberRole> {
  if (ctx.actor.kind === "system") return "owner";
  const member =
    ctx.userId === null
      ? null
      : await db.accountMember.findUnique({ where: { accountId_userId: { accountId, userId: ctx.userId } } });
  const role = (member?.role ?? null) as MemberRole | null;
  if (role !== null && RANK[role] >= RANK[least]) return role;
  if (role !== null) {
    throw new ServiceError("forbidden", `On this account you are a ${role}; this needs at least ${least}.`);
  }
  if (least === "viewer" && ctx.permissions.has("accounts:all")) {
    const exists = await db.account.findFirst({
      where: { id: accountId, kind: { not: "house" } },
      select: { id: true },
    });
    if (exists) return "viewer";
  }
  throw notFound("account");
}
