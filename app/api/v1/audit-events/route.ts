/** The audit log. */
import { AuditEventPage, AuditEventsQuery, toAuditEventPage } from "#lib/contracts/audit-event.ts";
import { route } from "#lib/server/route.ts";
import { listAuditEvents } from "#lib/services/audit-events/list-audit-events.ts";

export const GET = route(
  {
    summary: "List audit events",
    tags: ["Audit"],
    permission: "audit:read",
    query: AuditEventsQuery,
    answer: AuditEventPage,
    view: toAuditEventPage,
  },
  ({ ctx, query }) => listAuditEvents({ ctx, input: query }),
);
