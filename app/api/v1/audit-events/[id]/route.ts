/** One audit event and everything that led to it. */
import { AuditEventParams, AuditTrailView, toAuditTrailView } from "#lib/contracts/audit-event.ts";
import { route } from "#lib/server/route.ts";
import { getAuditTrail } from "#lib/services/audit-events/get-audit-trail.ts";

export const GET = route(
  {
    summary: "Get an audit event and everything that led to it",
    tags: ["Audit"],
    permission: "audit:read",
    params: AuditEventParams,
    answer: AuditTrailView,
    view: toAuditTrailView,
  },
  ({ ctx, params }) => getAuditTrail({ ctx, input: params }),
);
