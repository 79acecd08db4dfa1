/** Opens an account: its kind, its owner, its limits, its market for good, and the deposit it starts with. */
import type { Transaction } from "#lib/db/transact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { RISK_RULES, type RiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec, toPlain } from "#lib/domain/shared/decimal.ts";
import { type AccountId, type AssetId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { isTimeZone, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { type FieldError, notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import type { AccountKind } from "./account-view.ts";
import { depositProblem, recordDeposit } from "./record-deposit.ts";

export interface OpenAccountInput {
  readonly name: string;
  /** paper unless told. */
  readonly kind?: AccountKind | undefined;
  /** Of a book, by its code: USD unless told. */
  readonly currency?: string | undefined;
  /** Whose days its books go by: New York's unless told. */
  readonly timeZone?: string | undefined;
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
  readonly kind: AccountKind;
  readonly currency: string;
  readonly timeZone: string;
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
  const errors = problemsOf(input);
  if (errors.length > 0) throw new ServiceError("invalid", "An account cannot be opened like this.", { errors });
  return once(ctx, (tx) => openInTransaction(tx, ctx, { ...input, ownerId }));
}

/** A book starts empty, and the paper venue trades in dollars alone. */
function problemsOf({ kind = "paper", currency = "USD", timeZone, cash }: OpenAccountInput): FieldError[] {
  const problems: FieldError[] = [];
  if (kind === "book" && cash?.gt(0) === true) {
    problems.push({ pointer: "/cash", detail: "a book takes no opening deposit: import it, or add it as an activity" });
  }
  if (kind === "paper" && currency !== "USD")
    problems.push({ pointer: "/currency", detail: "must be USD on a paper account" });
  if (kind === "book" && !Intl.supportedValuesOf("currency").includes(currency)) {
    problems.push({ pointer: "/currency", detail: "is no currency of ISO 4217" });
  }
  if (kind === "paper" && timeZone !== undefined && timeZone !== VENUE_ZONE) {
    // Its orders, limits and the splits of what it holds go by the venue's days; another calendar would put a trade on the wrong side of a split.
    problems.push({
      pointer: "/timeZone",
      detail: `must be ${VENUE_ZONE} on a paper account, whose days are the venue's`,
    });
  } else if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.push({ pointer: "/timeZone", detail: "must be a zone such as Europe/Berlin" });
  }
  return problems;
}

type Owned = OpenAccountInput & { readonly ownerId: UserId };

async function openInTransaction(tx: Transaction, ctx: Context, input: Owned): Promise<OpenedAccount> {
  const owner = await tx.user.findUnique({ where: { id: input.ownerId }, select: { status: true } });
  if (owner?.status !== "active") throw notFound("user");
  const market = await tx.marketState.findUnique({ where: { id: 1 }, select: { source: true } });
  if (market === null) throw new ServiceError("unavailable", "The market of this desk has not been set up yet.");
  const { kind = "paper", timeZone = VENUE_ZONE, currency = "USD" } = input;
  const at = kind === "paper" ? await readVenueTime(tx) : ctx.clock.now();
  const id = asId<AccountId>(ctx.newId());
  const currencyId = currency === "USD" ? USD_ASSET_ID : await ensureCurrency(tx, ctx, currency);
  await tx.account.create({
    data: {
      ...{ id, kind, broker: kind === "paper" ? "paper" : "none", name: input.name, timeZone, currencyId },
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
    after: { kind, currency, timeZone, ownerId: input.ownerId, marketSource: market.source, limits },
    effectiveAt: at,
  });
  const cash = input.cash ?? dec("0");
  if (cash.gt(0)) {
    const opening = { accountId: id, currencyId, amount: cash, memo: "Opening deposit", at };
    await recordDeposit(tx, ctx, opening);
  }
  const { name, ownerId } = input;
  return { id, name, ownerId, kind, currency, timeZone, marketSource: market.source, cash, openedAt: at };
}

/** Currencies are shared; one that nobody has needed yet is made. */
async function ensureCurrency(tx: Transaction, ctx: Context, symbol: string): Promise<AssetId> {
  const name = new Intl.DisplayNames("en", { type: "currency" }).of(symbol) ?? symbol;
  await tx.$executeRaw`insert into asset (id, kind, symbol, name, decimals)
    values (${ctx.newId()}::uuid, 'currency', ${symbol}, ${name}, 2) on conflict (symbol, owner_account_id) do nothing`;
  const row = await tx.asset.findFirst({
    where: { symbol, ownerAccountId: null, kind: "currency" },
    select: { id: true },
  });
  if (row === null) throw new ServiceError("conflict", `${symbol} is not a currency on this desk.`);
  return asId<AssetId>(row.id);
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
