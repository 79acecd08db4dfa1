/** Audit events on the wire. */
import { z } from "zod";
import { Id, Instant, pageOf, pageQuery } from "./common.ts";
import { dayRangeQuery } from "./fields.ts";
import { viewOf } from "./view.ts";

export const AuditEventView = z
  .strictObject({
    id: Id,
    recordedAt: Instant,
    effectiveAt: Instant,
    actorKind: z.enum(["user", "api_key", "agent", "system"]),
    actorId: Id,
    actorName: z.string().nullable(),
    source: z.enum(["api", "ui", "cli", "agent", "gateway", "system"]),
    action: z.string().meta({ example: "order.submit" }),
    entityType: z.string(),
    entityId: z.string(),
    accountId: Id.nullable(),
    accountName: z.string().nullable(),
    before: z.string().nullable().meta({ description: "Canonical JSON text: sorted keys, decimals as strings." }),
    after: z.string().nullable(),
    reason: z.string().nullable(),
    requestId: z.string(),
  })
  .meta({ id: "AuditEvent" });
export type AuditEventView = z.output<typeof AuditEventView>;
export const AuditEventPage = pageOf(AuditEventView);
export type AuditEventPage = z.output<typeof AuditEventPage>;
export const toAuditEventPage = viewOf(AuditEventPage);

const Name = z.string().regex(/^[a-z_]{1,60}$/, "must be a name such as order");

export const AuditEventsQuery = z.strictObject({
  ...pageQuery,
  ...dayRangeQuery,
  actorId: Id.optional(),
  action: z
    .string()
    .regex(/^[a-z_]{1,60}(\.[a-z_]{1,60})?$/, "must be an action such as order.submit, or the thing it is about")
    .optional()
    .meta({ description: "order.submit, or order for all that happens to orders." }),
  entityType: Name.optional(),
  entityId: z.string().min(1).max(120).optional(),
  accountId: Id.optional(),
  requestId: z.string().min(1).max(120).optional(),
});
export const AuditEventParams = z.strictObject({ id: Id });

export const AuditTrailView = z
  .strictObject({
    event: AuditEventView,
    trail: z.array(AuditEventView).meta({ description: "Everything that led to this, oldest first." }),
    cut: z.boolean().meta({ description: "There is more than the trail shows." }),
  })
  .meta({ id: "AuditTrail" });
export type AuditTrailView = z.output<typeof AuditTrailView>;
export const toAuditTrailView = viewOf(AuditTrailView);
