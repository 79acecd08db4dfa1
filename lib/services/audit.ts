/** Writes the audit row of a change, in the change's own transaction: no row, no change. */
import type { Tx } from "#lib/db/client.ts";
import { canonical } from "#lib/domain/audit/canonical.ts";
import type { Context } from "./context.ts";

export interface AuditEntry {
  /** `entity.verb`, e.g. `risk_limit.set`. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly accountId?: string | null;
  /** Ids, amounts and names of changed fields only: personal data never comes here. */
  readonly before: unknown;
  readonly after: unknown;
  readonly reason?: string | null;
  readonly effectiveAt?: Date;
}

/** The row as the named statements take it. */
export function auditRow(ctx: Context, entry: AuditEntry): { [column: string]: string | null } {
  return {
    id: ctx.newId(),
    effectiveAt: (entry.effectiveAt ?? ctx.clock.now()).toISOString(),
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    source: ctx.source,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    accountId: entry.accountId ?? null,
    before: entry.before === null ? null : canonical(entry.before),
    after: entry.after === null ? null : canonical(entry.after),
    reason: entry.reason ?? null,
    requestId: ctx.requestId,
  };
}

export async function recordAudit(tx: Tx, ctx: Context, ...entries: readonly AuditEntry[]): Promise<void> {
  const rows = JSON.stringify(entries.map((entry) => auditRow(ctx, entry)));
  await tx.$queryRaw`select insert_audit_events(${rows}::jsonb)::text`;
}
