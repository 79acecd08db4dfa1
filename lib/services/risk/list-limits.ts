/** The limits of an account, with what is used of each right now. */
import { readPreTrade } from "#lib/db/submit-order.sql.ts";
import { isRiskRule, type RiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec, maxOf, ZERO } from "#lib/domain/shared/decimal.ts";
import { actorNames } from "../actor-names.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";

export interface LimitUse {
  readonly id: string;
  readonly accountId: string;
  readonly rule: RiskRule;
  readonly value: Decimal;
  /** Null for rules that speak of one order only. For positions: the largest one. */
  readonly used: Decimal | null;
  readonly reason: string;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedByName: string | null;
  readonly updatedAt: Date;
  readonly lastBreachAt: Date | null;
}

export async function listLimits({ ctx, input }: Verb<{ readonly accountId: string }>): Promise<readonly LimitUse[]> {
  requirePermission(ctx, "risk:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const [state, largest] = await ctx.transact(async (tx) => [
    await readPreTrade(tx, input.accountId, ""),
    await tx.$queryRaw<{ value: string }[]>`
      select coalesce(max(abs(p.quantity * coalesce(q.last, p.cost / nullif(p.quantity, 0)))), 0)::text as value
      from position p join account a on a.id = p.account_id
      left join quote q on q.asset_id = p.asset_id and q.source = a.market_source
      where p.account_id = ${input.accountId}::uuid and p.quantity <> 0`,
  ]);
  const dayPnl = dec(state.day.equity).minus(dec(state.day.startEquity)).minus(dec(state.day.netDeposits));
  const used: { readonly [R in RiskRule]: Decimal | null } = {
    max_order_value: null,
    max_position_value: dec(largest[0]?.value ?? "0"),
    max_open_orders: dec(BigInt(state.open.count)),
    max_orders_per_minute: dec(BigInt(state.ordersLastMinute)),
    max_daily_loss: maxOf(ZERO, dayPnl.negated()),
  };
  const [rows, breaches] = await Promise.all([
    ctx.database.riskLimit.findMany({
      where: { scopeKind: "account", scopeId: input.accountId },
      orderBy: { rule: "asc" },
    }),
    ctx.database.breach.groupBy({ by: ["rule"], where: { accountId: input.accountId }, _max: { effectiveAt: true } }),
  ]);
  const nameOf = await actorNames(
    ctx.database,
    rows.map(({ updatedBy }) => updatedBy),
  );
  return rows.flatMap((row) =>
    isRiskRule(row.rule)
      ? [
          {
            id: row.id,
            accountId: row.scopeId,
            rule: row.rule,
            value: dec(row.value.toFixed()),
            used: used[row.rule],
            reason: row.reason,
            version: row.version,
            updatedBy: row.updatedBy,
            updatedByName: nameOf(row.updatedBy),
            updatedAt: row.updatedAt,
            lastBreachAt: breaches.find((breach) => breach.rule === row.rule)?._max.effectiveAt ?? null,
          },
        ]
      : [],
  );
}
