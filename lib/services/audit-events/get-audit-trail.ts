/** One audit event and everything that led to this: what its request did, and the whole life of the order it belongs to. */
import type { Database } from "#lib/db/client.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { AUDIT_COLUMNS, type AuditRecord, type AuditRow, withNames } from "./audit-record.ts";

export interface AuditTrail {
  readonly event: AuditRecord;
  /** In the order in which it happened, the event itself included. */
  readonly trail: readonly AuditRecord[];
  /** More than the trail shows. */
  readonly cut: boolean;
}

const TRAIL_MAX = 500;

export async function getAuditTrail({ ctx, input }: Verb<{ readonly id: string }>): Promise<AuditTrail> {
  requirePermission(ctx, "audit:read");
  const { database } = ctx;
  const event = await database.auditEvent.findFirst({ where: { id: input.id }, select: AUDIT_COLUMNS });
  if (event === null) throw notFound("audit event");
  const orderId = await orderOf(database, event);
  const parts = orderId === null ? [] : await partsOfOrder(database, orderId);
  const rows = await database.auditEvent.findMany({
    where: {
      OR: [
        { requestId: event.requestId },
        { entityType: event.entityType, entityId: event.entityId },
        ...parts.map(({ entityType, entityIds }) => ({ entityType, entityId: { in: entityIds } })),
      ],
      // What came after the event did not lead to it, but an order's own end belongs to its story.
      ...(orderId === null ? { recordedAt: { lte: event.recordedAt } } : {}),
    },
    select: AUDIT_COLUMNS,
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    take: TRAIL_MAX + 1,
  });
  const named = await withNames(database, [event, ...rows.slice(0, TRAIL_MAX)]);
  const [first, ...trail] = named;
  if (first === undefined) throw notFound("audit event");
  return { event: first, trail, cut: rows.length > TRAIL_MAX };
}

async function orderOf(database: Database, event: AuditRow): Promise<string | null> {
  const id = event.entityId;
  if (event.entityType === "order") return id;
  const pick = { select: { orderId: true } } as const;
  if (event.entityType === "execution")
    return (await database.execution.findUnique({ where: { id }, ...pick }))?.orderId ?? null;
  if (event.entityType === "journal")
    return (await database.journal.findUnique({ where: { id }, ...pick }))?.orderId ?? null;
  if (event.entityType === "breach")
    return (await database.breach.findUnique({ where: { id }, ...pick }))?.orderId ?? null;
  return null;
}

async function partsOfOrder(database: Database, orderId: string) {
  const [executions, journals] = await Promise.all([
    database.execution.findMany({ where: { orderId }, select: { id: true }, take: TRAIL_MAX }),
    database.journal.findMany({ where: { orderId }, select: { id: true }, take: TRAIL_MAX }),
  ]);
  return [
    { entityType: "order", entityIds: [orderId] },
    { entityType: "execution", entityIds: executions.map(({ id }) => id) },
    { entityType: "journal", entityIds: journals.map(({ id }) => id) },
  ];
}
