/** Who may stop what: the desk needs its own permission, an account its trader or somebody who may stop the desk. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context } from "../context.ts";

/** `accountId` null is the whole desk. */
export async function requireHaltScope(ctx: Context, accountId: string | null): Promise<void> {
  requirePermission(ctx, accountId === null ? "halts:set:desk" : "halts:set:account");
  if (accountId === null) return;
  await requireMember(ctx.database, ctx, accountId, ctx.permissions.has("halts:set:desk") ? "viewer" : "trader");
}
