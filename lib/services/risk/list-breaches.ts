/** Breaches of an account, newest first, each with its order. */
import { plainNullableColumn } from "#lib/db/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";

export interface BreachRecord {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string | null;
  readonly rule: string;
  readonly limit: string | null;
  readonly observed: string | null;
  readonly headroom: string | null;
  readonly message: string;
  readonly effectiveAt: Date;
}

export async function listBreaches({
  ctx,
  input,
}: Verb<PageInput & { readonly accountId: string }>): Promise<Page<BreachRecord>> {
  requirePermission(ctx, "risk:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const after = decodeUuidCursor(input.cursor);
  const rows = await ctx.database.breach.findMany({
    where: {
      accountId: input.accountId,
      ...olderThan("effectiveAt", after),
    },
    orderBy: [{ effectiveAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const items = rows.map((row) => ({
    ...row,
    limit: plainNullableColumn(row.limitValue),
    observed: plainNullableColumn(row.observed),
    headroom: plainNullableColumn(row.headroom),
  }));
  return pageOf(items, size, (breach) => ({ at: breach.effectiveAt, id: breach.id }));
}
