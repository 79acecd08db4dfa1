/** Exits under the order they were placed with: for a page of orders one query more, whatever their number. */
import type { Database } from "#lib/db/client.ts";
import { CLOSED_STATUSES, OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Order as OrderRow, Prisma } from "#prisma/generated/client.ts";
import { toOrderRecord } from "./order-row.ts";

export type OrderWithLegs = OrderRecord & { readonly legs?: readonly OrderRecord[] };

/** An order that has been replaced, and one that was refused that place, are not the one their exits belong to. */
const ASIDE = ["replaced", "rejected"];

/** On a page the exits stand under one order of their group, the one that works. */
export function nestLegs(database: Database, rows: readonly OrderRow[]): Promise<OrderWithLegs[]> {
  return withLegs(database, rows, (row) => row.parentId === null && !ASIDE.includes(row.status));
}

/** Every order that leads or led a group shows its exits. */
export async function addLegs(database: Database, row: OrderRow): Promise<OrderWithLegs> {
  const [order] = await withLegs(database, [row], ({ parentId }) => parentId === null);
  return order ?? toOrderRecord(row);
}

async function withLegs(database: Database, rows: readonly OrderRow[], leads: (row: OrderRow) => boolean) {
  const groups = rows.flatMap((row) => (row.groupId !== null && leads(row) ? [row.groupId] : []));
  if (groups.length === 0) return rows.map(toOrderRecord);
  const exits = await database.order.findMany({
    where: { groupId: { in: groups }, parentId: { not: null } },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
  });
  const byGroup = Map.groupBy(exits, ({ groupId }) => groupId);
  return rows.map((row): OrderWithLegs => {
    const legs = row.groupId !== null && leads(row) ? (byGroup.get(row.groupId) ?? []).map(toOrderRecord) : undefined;
    return { ...toOrderRecord(row), ...(legs === undefined ? {} : { legs }) };
  });
}

/** Rows of their own: orders without a parent. */
export const TOP_LEVEL: Prisma.OrderWhereInput = { parentId: null };

/** The groups of an account of which an exit is open: as many as it may have open orders. */
export async function openGroups(database: Database, accountId: string): Promise<readonly string[]> {
  const exits = await database.order.findMany({
    where: { accountId, parentId: { not: null }, groupId: { not: null }, status: { in: [...OPEN_STATUSES] } },
    distinct: ["groupId"],
    select: { groupId: true },
  });
  return exits.flatMap(({ groupId }) => groupId ?? []);
}

/** First orders that have ended while their group goes on: they are still to be found among what is open, and nowhere else. */
export function leadingOpen(groups: readonly string[]): Prisma.OrderWhereInput {
  return { groupId: { in: [...groups] }, status: { in: CLOSED_STATUSES.filter((status) => !ASIDE.includes(status)) } };
}

export function notLeadingOpen(groups: readonly string[]): Prisma.OrderWhereInput {
  // Of a row without a group NOT alone would know nothing, and leave it out.
  return { OR: [{ groupId: null }, { NOT: leadingOpen(groups) }] };
}
