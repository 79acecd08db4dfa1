/** Changes how an account may trade, with a reason, when nobody else has changed it meanwhile and it does not owe or lack what it would lose. */
import type { Transaction } from "#lib/db/transact.ts";
import { type Decimal, dec, maxOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { type CommissionKind, namesAmount, type SlippageKind } from "#lib/domain/venue/account-terms.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { type FieldError, notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { type AccountView, readAccounts } from "./account-view.ts";
import { creditFor, recordCredit } from "./record-credit.ts";
import { type TradingSettings, toTradingColumns } from "./trading-settings.ts";

export interface SetTradingInput extends TradingSettings {
  readonly accountId: AccountId;
  /** The version the editor saw. */
  readonly version: number;
  readonly reason: string;
}

export async function setTrading({ ctx, input }: Verb<SetTradingInput>): Promise<AccountView> {
  requirePermission(ctx, "risk:edit");
  await requireMember(ctx.database, ctx, input.accountId);
  const errors = [...problemsOf("slippage", input.slippage), ...problemsOf("commission", input.commission)];
  if (errors.length > 0) throw new ServiceError("invalid", "These settings do not make a model.", { errors });
  return once(ctx, (tx) => setInTransaction(tx, ctx, input));
}

async function setInTransaction(tx: Transaction, ctx: Context, input: SetTradingInput): Promise<AccountView> {
  const { accountId, version, reason } = input;
  await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
  const before = await readOne(tx, ctx, accountId);
  if (before.version !== version) throw staleTrading(before);
  if (!input.shorting) await refuseWhileShort(tx, accountId);
  if (input.multiplier < before.trading.multiplier) await refuseWhileOwing(tx, before, input.multiplier);
  const at = await readVenueTime(tx);
  await tx.account.update({
    where: { id: accountId },
    data: { ...toTradingColumns(input), version: version + 1 },
    select: { id: true },
  });
  if (!input.shorting) await tx.$queryRaw`select close_short_floors(${accountId}::uuid)::text`;
  await recordAudit(tx, ctx, {
    action: "account.set_trading",
    entityType: "account",
    entityId: accountId,
    accountId,
    before: { ...toTradingColumns(before.trading), version },
    after: { ...toTradingColumns(input), version: version + 1 },
    reason,
    effectiveAt: at,
  });
  await recordCredit(tx, ctx, { accountId, cause: "settings", at });
  await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "trading", version: version + 1 });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  return readOne(tx, ctx, accountId);
}

async function readOne(tx: Transaction, ctx: Context, accountId: AccountId): Promise<AccountView> {
  const [account] = await readAccounts(tx, [accountId], ctx.userId);
  if (account === undefined) throw notFound("account");
  return account;
}

interface Model {
  readonly kind: SlippageKind | CommissionKind;
  readonly value: Decimal;
  readonly minimum?: Decimal;
}

const BPS_MAX = "10000";
const PLACES_MAX = 9;

/** A model that takes nothing has no amount, and one that takes something says how much. */
function problemsOf(name: "slippage" | "commission", { kind, value, minimum = ZERO }: Model): FieldError[] {
  const problems: FieldError[] = [];
  const say = (field: string, detail: string) => problems.push({ pointer: `/${name}/${field}`, detail });
  const takes = namesAmount(kind);
  if (takes && !value.gt(0)) say("value", "must be more than 0");
  if (!takes && !value.isZero()) say("value", `must be 0 with ${kind}`);
  if (kind === "bps" && value.gt(BPS_MAX)) say("value", `must be at most ${BPS_MAX}`);
  if (value.decimalPlaces() > PLACES_MAX) say("value", `has at most ${PLACES_MAX} decimal places`);
  if (minimum.lt(0) || minimum.decimalPlaces() > 2) say("minimum", "must be an amount in cents");
  if (kind !== "per_share" && !minimum.isZero()) say("minimum", `must be 0 with ${kind}`);
  return problems;
}

/** Nobody covers a short position by a setting. */
async function refuseWhileShort(tx: Transaction, accountId: string): Promise<void> {
  const short = await tx.$queryRaw<{ symbol: string; quantity: string }[]>`
    select i.symbol, trim_scale(p.quantity)::text as quantity from position p join asset i on i.id = p.asset_id
    where p.account_id = ${accountId}::uuid and p.quantity < 0 order by i.symbol`;
  if (short.length > 0) {
    const which = short.map(({ symbol, quantity }) => `${quantity} ${symbol}`).join(", ");
    throw new ServiceError("conflict", `The account is short (${which}): cover that first.`, {
      extra: { positions: short },
    });
  }
  const selling = await tx.$queryRaw<{ id: string }[]>`
    select o.id from orders o join hold h on h.id = o.margin_hold_id and h.released_at is null
    where o.account_id = ${accountId}::uuid
      and o.status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held') order by o.id`;
  if (selling.length === 0) return;
  throw new ServiceError("conflict", "Orders of this account are about to sell short: cancel them first.", {
    extra: { blockedBy: selling.map(({ id }) => id) },
  });
}

async function refuseWhileOwing(tx: Transaction, { id, cash, held }: AccountView, multiplier: number): Promise<void> {
  const owed = maxOf(ZERO, held.minus(cash));
  if (owed.isZero()) return;
  const [row] = await tx.$queryRaw<{ equity: string }[]>`select account_equity(${id}::uuid)::text as equity`;
  const credit = creditFor(multiplier, dec(row?.equity ?? "0"));
  if (owed.lte(credit)) return;
  const figures = { owed: toPlain(owed), credit: toPlain(credit), headroom: toPlain(credit.minus(owed)) };
  throw new ServiceError(
    "conflict",
    `The account owes ${figures.owed}, open orders included; with the multiplier ${multiplier} it may owe ${figures.credit}.`,
    { extra: figures },
  );
}

/** Says what the settings are now, so that the editor can show both and nothing typed is lost. */
function staleTrading({ trading, version }: AccountView): ServiceError {
  return new ServiceError(
    "stale_version",
    "Somebody else changed these settings meanwhile. Look at them as they are now and decide again.",
    { extra: { current: { ...trading, version } } },
  );
}
