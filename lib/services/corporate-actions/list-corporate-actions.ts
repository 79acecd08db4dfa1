/** Corporate actions, newest first; and what one would reach, before it is announced. */
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { ServiceError } from "../errors.ts";
import { type CorporateActionRecord, toCorporateAction, WITH_ASSET } from "./corporate-action-record.ts";

export async function listCorporateActions({
  ctx,
  input,
}: Verb<PageInput & { readonly symbol?: string | undefined }>): Promise<Page<CorporateActionRecord>> {
  requirePermission(ctx, "portfolio:read");
  const size = pageSize(input.limit);
  const rows = await ctx.database.corporateAction.findMany({
    where: {
      AND: [
        input.symbol === undefined ? {} : { asset: { symbol: input.symbol } },
        olderThan("createdAt", decodeUuidCursor(input.cursor)),
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
    include: WITH_ASSET,
  });
  return pageOf(rows.map(toCorporateAction), size, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export interface CorporateActionReach {
  readonly symbol: string;
  /** Accounts that hold it or are short of it. */
  readonly accounts: number;
  readonly openOrders: number;
  readonly fractionable: boolean;
}

export async function previewCorporateAction({
  ctx,
  input,
}: Verb<{ readonly symbol: string }>): Promise<CorporateActionReach> {
  requirePermission(ctx, "corporate_actions:apply");
  const asset = await ctx.database.asset.findFirst({
    where: { symbol: input.symbol, kind: "instrument", ownerAccountId: null },
    select: { id: true, fractionable: true },
  });
  if (asset === null) {
    throw new ServiceError("invalid", `There is no instrument ${input.symbol}.`, {
      errors: [{ pointer: "symbol", detail: "is not an instrument of this desk; see GET /api/v1/instruments" }],
    });
  }
  const where = { assetId: asset.id };
  const [accounts, openOrders] = await Promise.all([
    ctx.database.position.count({ where: { ...where, quantity: { not: 0 }, account: { kind: "paper" } } }),
    ctx.database.order.count({ where: { ...where, status: { in: [...OPEN_STATUSES] } } }),
  ]);
  return { symbol: input.symbol, accounts, openOrders, fractionable: asset.fractionable };
}
