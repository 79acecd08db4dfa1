/** The caller's accounts, newest first; with `all` every account of the desk. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { type AccountView, readAccounts } from "./account-view.ts";
import { valueAccounts } from "./value-accounts.ts";

export interface ListAccountsInput extends PageInput {
  /** Needs `accounts:all`. */
  readonly all?: boolean | undefined;
  /** Also what quotes alone cannot value; without it their equity may be unknown. */
  readonly valued?: boolean | undefined;
}

export async function listAccounts({ ctx, input }: Verb<ListAccountsInput>): Promise<Page<AccountView>> {
  requirePermission(ctx, "portfolio:read");
  const all = input.all ?? ctx.userId === null;
  if (all) requirePermission(ctx, "accounts:all");
  const size = pageSize(input.limit);
  const rows = await ctx.database.account.findMany({
    where: {
      kind: { not: "house" },
      ...(all ? {} : { accountMembers: { some: { userId: ctx.userId ?? ctx.actor.id } } }),
      ...olderThan("createdAt", decodeUuidCursor(input.cursor)),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
    select: { id: true, createdAt: true },
  });
  const page = pageOf(rows, size, ({ createdAt, id }) => ({ at: createdAt, id }));
  const ids = page.items.map(({ id }) => id);
  const items = await readAccounts(ctx.database, ids, ctx.userId);
  return { items: input.valued ? await valueAccounts(ctx.database, items) : items, nextCursor: page.nextCursor };
}
