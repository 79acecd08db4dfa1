/** Orders of one account, newest first, with filters; and how many there are behind each tab. */
import { CLOSED_STATUSES, OPEN_STATUSES, type OrderStatus, type Side } from "#lib/domain/orders/order.ts";
import type { OrderRecord, OrderSource } from "#lib/domain/orders/order-record.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { between } from "../venue-days.ts";
import { toOrderRecord } from "./order-row.ts";

export const ORDER_TABS = ["open", "filled", "canceled", "rejected", "closed", "all"] as const;
export type OrderTab = (typeof ORDER_TABS)[number];

export interface OrderFilters {
  readonly accountId: string;
  readonly symbol?: string | undefined;
  readonly side?: Side | undefined;
  readonly source?: OrderSource | undefined;
  /** Submitted at or after, and before. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface ListOrdersInput extends OrderFilters, PageInput {
  readonly tab?: OrderTab | undefined;
  /** One status within the tab. */
  readonly status?: OrderStatus | undefined;
  readonly clientOrderId?: string | undefined;
}

const STATUSES: { readonly [T in OrderTab]: readonly OrderStatus[] | null } = {
  open: OPEN_STATUSES,
  filled: ["filled"],
  canceled: ["canceled", "expired", "replaced"],
  rejected: ["rejected"],
  closed: CLOSED_STATUSES,
  all: null,
};

export async function listOrders({ ctx, input }: Verb<ListOrdersInput>): Promise<Page<OrderRecord>> {
  requirePermission(ctx, "orders:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const after = decodeUuidCursor(input.cursor);
  const statuses = statusesOf(input);
  const where: Prisma.OrderWhereInput = {
    ...matching(input),
    ...(statuses === null ? {} : { status: { in: [...statuses] } }),
    ...(input.clientOrderId === undefined ? {} : { clientOrderId: input.clientOrderId }),
    ...olderThan("submittedAt", after),
  };
  const rows = await ctx.database.order.findMany({
    where,
    orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  return pageOf(rows.map(toOrderRecord), size, (order) => ({ at: order.submittedAt, id: order.id }));
}

function statusesOf({ tab = "all", status }: ListOrdersInput): readonly OrderStatus[] | null {
  if (status === undefined) return STATUSES[tab];
  return (STATUSES[tab] ?? [status]).filter((each) => each === status);
}

function matching({ accountId, symbol, side, source, from, until }: OrderFilters): Prisma.OrderWhereInput {
  return {
    accountId,
    ...(symbol === undefined ? {} : { symbol }),
    ...(side === undefined ? {} : { side }),
    ...(source === undefined ? {} : { source }),
    ...between("submittedAt", { from: from ?? null, before: until ?? null }),
  };
}

export type OrderCounts = { readonly [T in OrderTab]: number };

/** Under the list's own filters, so that each tab says what it will show. */
export async function countOrders({ ctx, input }: Verb<OrderFilters>): Promise<OrderCounts> {
  requirePermission(ctx, "orders:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const groups = await ctx.database.order.groupBy({
    by: ["status"],
    where: matching(input),
    _count: true,
  });
  const count = (tab: OrderTab) =>
    groups
      .filter(({ status }) => STATUSES[tab]?.includes(status as OrderStatus) ?? true)
      .reduce((total, group) => total + group._count, 0);
  return {
    open: count("open"),
    filled: count("filled"),
    canceled: count("canceled"),
    rejected: count("rejected"),
    closed: count("closed"),
    all: count("all"),
  };
}
