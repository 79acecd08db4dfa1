/** Opens a paper account: its owner, its limits, its market for good, and the deposit it starts with. */
import type { Transaction } from "#lib/db/transact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { RISK_RULES, type RiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { depositProblem, recordDeposit } from "./record-deposit.ts";

export interface OpenAccountInput {
  readonly name: string;
  /** The caller by default; opening for somebody else needs `accounts:all`. */
  readonly ownerId?: UserId | undefined;
  readonly cash?: Decimal | undefined;
  /** Other than the desk's defaults: whoever may not edit limits may not bring their own either. */
  readonly limits?: { readonly [rule in RiskRule]?: Decimal } | undefined;
}

export interface OpenedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly ownerId: UserId;
  readonly marketSource: string;
  readonly cash: Decimal;
  readonly openedAt: Date;
}

export const DEFAULT_LIMITS: { readonly [rule in RiskRule]: Decimal } = {
  max_order_value: dec("50000"),
  max_position_value: dec("100000"),
  max_open_orders: dec("20"),
  max_orders_per_minute: dec("60"),
  max_daily_loss: dec("5000"),
};

export async function openAccount({ ctx, input }: Verb<OpenAccountInput>): Promise<OpenedAccount> {
  requirePermission(ctx, "accounts:open");
  const ownerId = input.ownerId ?? ctx.userId;
  if (ownerId === null) throw new ServiceError("invalid", "An account needs an owner.");
  if (ownerId !== ctx.userId) requirePermission(ctx, "accounts:all");
  if (input.limits !== undefined) requirePermission(ctx, "risk:edit");
  const problem = input.cash === undefined || input.cash.isZero() ? null : depositProblem(input.cash);
  if (problem !== null) {
    throw new ServiceError("invalid", "The account cannot be opened with this amount.", {
      errors: [{ pointer: "/cash", detail: problem }],
    });
  }
  return once(ctx, (tx) => openInTransaction(tx, ctx, { ...input, ownerId }));
}

type Owned = OpenAccountInput & { readonly ownerId: UserId };

async function openInTransaction(tx: Transaction, ctx: Context, input: Owned): Promise<OpenedAccount> {
  const owner = await tx.user.findUnique({ where: { id: input.ownerId }, select: { status: true } });
  if (owner?.status !== "active") throw notFound("user");
  const market = await tx.marketState.findUnique({ where: { id: 1 }, select: { source: true } });
  if (market === null) throw new ServiceError("unavailable", "The market of this desk has not been set up yet.");
  const at = await readVenueTime(tx);
  const id = asId<AccountId>(ctx.newId());
  await tx.account.create({
    data: {
      id,
      kind: "paper",
      name: input.name,
      currencyId: USD_ASSET_ID,
      marketSource: market.source,
      openedAt: at,
      accountMembers: { create: { userId: input.ownerId, role: "owner" } },
    },
    select: { id: true },
  });
  const limits = await createLimits(tx, ctx, id, input, at);
  await recordAudit(tx, ctx, {
    action: "account.open",
    entityType: "account",
    entityId: id,
    accountId: id,
    before: null,
    after: { kind: "paper", ownerId: input.ownerId, marketSource: market.source, limits },
    effectiveAt: at,
  });
  const cash = input.cash ?? dec("0");
  if (cash.gt(0)) {
    const opening = { accountId: id, currencyId: USD_ASSET_ID, amount: cash, memo: "Opening deposit", at };
    await recordDeposit(tx, ctx, opening);
  }
  return { id, name: input.name, ownerId: input.ownerId, marketSource: market.source, cash, openedAt: at };
}

async function createLimits(tx: Transaction, ctx: Context, accountId: string, input: Owned, at: Date) {
  const limits = RISK_RULES.map((rule) => ({ rule, value: toPlain(input.limits?.[rule] ?? DEFAULT_LIMITS[rule]) }));
  await tx.riskLimit.createMany({
    data: limits.map((limit) => ({
      ...limit,
      id: ctx.newId(),
      scopeKind: "account",
      scopeId: accountId,
      reason: "Set when the account was opened",
      updatedBy: ctx.userId ?? ctx.actor.id,
      updatedAt: at,
    })),
  });
  return Object.fromEntries(limits.map(({ rule, value }) => [rule, value]));
}
