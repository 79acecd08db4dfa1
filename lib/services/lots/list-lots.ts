/** The lots of an account, newest first: what was bought when, at which cost, and what is left of it. */
import { fromColumn } from "#lib/db/decimal.ts";
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";

export interface LotRecord {
  readonly id: string;
  readonly accountId: string;
  readonly instrumentId: string;
  readonly symbol: string;
  /** One of both: an order's fill, or an activity such as an imported purchase. */
  readonly openedExecutionId: string | null;
  readonly openedActivityId: string | null;
  readonly openedAt: Date;
  readonly quantity: Decimal;
  readonly openQuantity: Decimal;
  readonly cost: Decimal;
  readonly openCost: Decimal;
}

export interface ListLotsInput extends PageInput {
  readonly accountId: string;
  readonly symbol?: string | undefined;
  readonly status?: "open" | "all" | undefined;
}

export async function listLots({ ctx, input }: Verb<ListLotsInput>): Promise<Page<LotRecord>> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const rows = await ctx.database.lot.findMany({
    where: {
      accountId: input.accountId,
      ...(input.symbol === undefined ? {} : { asset: { symbol: input.symbol } }),
      ...(input.status === "all" ? {} : { openQuantity: { not: "0" } }),
      ...olderThan("openedAt", decodeUuidCursor(input.cursor)),
    },
    include: { asset: { select: { symbol: true } } },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const lots = rows.map((row) => ({
    id: row.id,
    accountId: row.accountId,
    instrumentId: row.assetId,
    symbol: row.asset.symbol,
    openedExecutionId: row.openedExecutionId,
    openedActivityId: row.openedActivityId,
    openedAt: row.openedAt,
    quantity: fromColumn(row.quantity),
    openQuantity: fromColumn(row.openQuantity),
    cost: fromColumn(row.cost),
    openCost: fromColumn(row.openCost),
  }));
  return pageOf(lots, size, ({ openedAt, id }) => ({ at: openedAt, id }));
}
