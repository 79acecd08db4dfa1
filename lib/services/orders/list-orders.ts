/** Orders of one account, newest first, with filters, exits under their parents when asked; and how many there are behind each tab. */
import { CLOSED_STATUSES, OPEN_STATUSES, type OrderStatus, type Side } from "#lib/domain/orders/order.ts";
import type { OrderSource } from "#lib/domain/orders/order-record.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { between } from "../venue-days.ts";
import { toOrderRecord } from "./order-row.ts";
import { leadingOpen, nestLegs, notLeadingOpen, type OrderWithLegs, openGroups, TOP_LEVEL } from "./with-legs.ts";

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
  /** Exits are no rows of their own but the legs of their parents, and a group is open while any of it is. */
  readonly nested?: boolean | undefined;
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

export async function listOrders({ ctx, input }: Verb<ListOrdersInput>): Promise<Page<OrderWithLegs>> {
  requirePermission(ctx, "orders:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const after = decodeUuidCursor(input.cursor);
  const rows = await ctx.database.order.findMany({
    where: {
      AND: [matching(input), await inTab(ctx, input), olderThan("submittedAt", after)],
      ...(input.clientOrderId === undefined ? {} : { clientOrderId: input.clientOrderId }),
      ...(input.status === undefined ? {} : { status: input.status }),
    },
    orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const { items, nextCursor } = pageOf(rows, size, ({ submittedAt, id }) => ({ at: submittedAt, id }));
  const orders = input.nested === true ? await nestLegs(ctx.database, items) : items.map(toOrderRecord);
  return { items: orders, nextCursor };
}

async function inTab(
  { database }: Context,
  { tab = "all", nested, accountId }: ListOrdersInput,
): Promise<Prisma.OrderWhereInput> {
  const statuses = STATUSES[tab];
  if (statuses === null) return {};
  const own: Prisma.OrderWhereInput = { status: { in: [...statuses] } };
  const groups = nested === true ? await openGroups(database, accountId) : [];
  if (groups.length === 0) return own;
  return tab === "open" ? { OR: [own, leadingOpen(groups)] } : { AND: [own, notLeadingOpen(groups)] };
}

function matching({ accountId, symbol, side, source, from, until, nested }: OrderFilters): Prisma.OrderWhereInput {
  return {
    accountId,
    ...(nested === true ? TOP_LEVEL : {}),
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
  const groups = input.nested === true ? await openGroups(ctx.database, input.accountId) : [];
  const [all, leading] = [
    await countByStatus(ctx, matching(input)),
    groups.length === 0 ? [] : await countByStatus(ctx, { AND: [matching(input), leadingOpen(groups)] }),
  ];
  const count = (tab: OrderTab) => {
    const of = (list: readonly StatusCount[]) =>
      list.filter(({ status }) => STATUSES[tab]?.includes(status as OrderStatus) ?? true);
    const sum = (list: readonly StatusCount[]) => list.reduce((total, { _count }) => total + _count, 0);
    if (tab === "open") return sum(of(all)) + sum(leading);
    return tab === "all" ? sum(all) : sum(of(all)) - sum(of(leading));
  };
  return {
    open: count("open"),
    filled: count("filled"),
    canceled: count("canceled"),
    rejected: count("rejected"),
    closed: count("closed"),
    all: count("all"),
  };
}

type StatusCount = { readonly status: string; readonly _count: number };

async function countByStatus({ database }: Context, where: Prisma.OrderWhereInput): Promise<StatusCount[]> {
  const groups = await database.order.groupBy({ by: ["status"], where, _count: true });
  return groups;
}
