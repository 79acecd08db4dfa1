/** Halts in force first, then history, newest first: the desk's and those of accounts the caller may see. */
import { actorNames } from "../actor-names.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import type { HaltRecord } from "./halt-record.ts";

export interface ListedHalt extends HaltRecord {
  readonly setByName: string | null;
  readonly liftedByName: string | null;
  /** Null for the desk. */
  readonly accountName: string | null;
}

export async function listHalts({
  ctx,
  input,
}: Verb<PageInput & { readonly inForce?: boolean | undefined }>): Promise<Page<ListedHalt>> {
  requirePermission(ctx, "halts:read");
  const size = pageSize(input.limit);
  const after = decodeUuidCursor(input.cursor);
  const rows = await ctx.database.halt.findMany({
    where: {
      AND: [
        await visibleHalts(ctx),
        input.inForce === undefined ? {} : { liftedAt: input.inForce ? null : { not: null } },
        olderThan("setAt", after),
      ],
    },
    orderBy: [{ setAt: "desc" }, { id: "desc" }],
    take: size + 1,
    include: { account: { select: { name: true } } },
  });
  const nameOf = await actorNames(
    ctx.database,
    rows.flatMap(({ setBy, liftedBy }) => [setBy, liftedBy]),
  );
  const halts = rows.map(({ account, ...halt }) => ({
    ...halt,
    setByName: nameOf(halt.setBy),
    liftedByName: nameOf(halt.liftedBy),
    accountName: account?.name ?? null,
  }));
  return pageOf(halts, size, (halt) => ({ at: halt.setAt, id: halt.id }));
}

async function visibleHalts(ctx: Context) {
  if (ctx.permissions.has("accounts:all") || ctx.userId === null) return {};
  const mine = await ctx.database.accountMember.findMany({
    where: { userId: ctx.userId },
    select: { accountId: true },
  });
  return { OR: [{ scopeKind: "desk" }, { accountId: { in: mine.map((member) => member.accountId) } }] };
}
