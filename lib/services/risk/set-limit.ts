/** Changes one limit of an account, with a reason, when nobody else has changed it meanwhile. */
import { plainColumn } from "#lib/db/decimal.ts";
import { COUNT_RULES, type RiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import type { RiskLimit as RiskLimitRow } from "#prisma/generated/client.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { appendStreamEvent } from "../stream-event.ts";

export interface SetLimitInput {
  readonly accountId: string;
  readonly rule: RiskRule;
  /** In the account's currency; a whole number for the rules that count orders. */
  readonly value: Decimal;
  /** The version the editor saw; 0 when there was no limit. */
  readonly version: number;
  readonly reason: string;
}

export type RiskLimitRecord = RiskLimitRow;

export async function setLimit({ ctx, input }: Verb<SetLimitInput>): Promise<RiskLimitRecord> {
  requirePermission(ctx, "risk:edit");
  await requireMember(ctx.database, ctx, input.accountId);
  if (COUNT_RULES.includes(input.rule) && !input.value.isInteger()) {
    throw new ServiceError("invalid", "This limit counts orders.", {
      errors: [{ pointer: "/value", detail: "give a whole number" }],
    });
  }
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${input.accountId}::uuid for no key update`;
    const where = { scopeKind_scopeId_rule: { scopeKind: "account", scopeId: input.accountId, rule: input.rule } };
    const before = await tx.riskLimit.findUnique({ where });
    if ((before?.version ?? 0) !== input.version) throw staleLimit(before);
    const at = await readVenueTime(tx);
    const data = {
      value: toPlain(input.value),
      reason: input.reason,
      version: input.version + 1,
      updatedBy: ctx.userId ?? ctx.actor.id,
      updatedAt: at,
    };
    const limit = await tx.riskLimit.upsert({
      where,
      create: { id: ctx.newId(), scopeKind: "account", scopeId: input.accountId, rule: input.rule, ...data },
      update: data,
    });
    await recordAudit(tx, ctx, {
      action: "risk_limit.set",
      entityType: "risk_limit",
      entityId: limit.id,
      accountId: input.accountId,
      before: before === null ? null : { rule: before.rule, value: plainColumn(before.value), version: before.version },
      after: { rule: limit.rule, value: plainColumn(limit.value), version: limit.version },
      reason: input.reason,
      effectiveAt: at,
    });
    await appendStreamEvent(tx, input.accountId, "limit", limit.id, {
      rule: limit.rule,
      value: plainColumn(limit.value),
      version: limit.version,
    });
    tx.afterCommit(() => ctx.notifier.accountChanged(input.accountId));
    return limit;
  });
}

/** Says what the limit is now, so that the editor can show both and nothing typed is lost. */
function staleLimit(current: RiskLimitRecord | null): ServiceError {
  const now =
    current === null
      ? null
      : {
          value: plainColumn(current.value),
          version: current.version,
          updatedBy: current.updatedBy,
          updatedAt: current.updatedAt,
          reason: current.reason,
        };
  return new ServiceError(
    "stale_version",
    "Somebody else changed this limit meanwhile. Look at the new value and decide again.",
    {
      extra: { current: now },
    },
  );
}
