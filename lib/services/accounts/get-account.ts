/** One account with its cash, holds and equity. */
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { type AccountView, readAccounts } from "./account-view.ts";
import { valueAccounts } from "./value-accounts.ts";

export async function getAccount({ ctx, input }: Verb<{ readonly accountId: AccountId }>): Promise<AccountView> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const found = await readAccounts(ctx.database, [input.accountId], ctx.userId);
  const [account] = await valueAccounts(ctx.database, found);
  if (account === undefined) throw notFound("account");
  return account;
}
