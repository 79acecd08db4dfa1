/** The audit log, newest first, by actor, action, thing, account, request and date. */
import type { Prisma } from "#prisma/generated/client.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { between, type DayRange, venueDays } from "../venue-days.ts";
import { AUDIT_COLUMNS, type AuditRecord, withNames } from "./audit-record.ts";

export interface ListAuditEventsInput extends PageInput, DayRange {
  readonly actorId?: string | undefined;
  /** `order.submit`, or `order` for all of its verbs. */
  readonly action?: string | undefined;
  readonly entityType?: string | undefined;
  readonly entityId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly requestId?: string | undefined;
}

export async function listAuditEvents({ ctx, input }: Verb<ListAuditEventsInput>): Promise<Page<AuditRecord>> {
  requirePermission(ctx, "audit:read");
  const size = pageSize(input.limit);
  const { actorId, action, entityType, entityId, accountId, requestId } = input;
  const where: Prisma.AuditEventWhereInput = {
    ...(actorId === undefined ? {} : { actorId }),
    ...(action === undefined ? {} : { action: action.includes(".") ? action : { startsWith: `${action}.` } }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(requestId === undefined ? {} : { requestId }),
    ...between("effectiveAt", venueDays(input)),
    ...olderThan("effectiveAt", decodeUuidCursor(input.cursor)),
  };
  const rows = await ctx.database.auditEvent.findMany({
    where,
    select: AUDIT_COLUMNS,
    orderBy: [{ effectiveAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  return pageOf(await withNames(ctx.database, rows), size, ({ effectiveAt, id }) => ({ at: effectiveAt, id }));
}
