/** Money arriving on an account: journal, day figure, audit and stream event, in the caller's transaction. */
import { fromColumn } from "#lib/db/decimal.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { EXTERNAL_ID } from "#lib/domain/ledger/house-accounts.ts";
import { depositPostings } from "#lib/domain/ledger/postings.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId, AssetId } from "#lib/domain/shared/ids.ts";
import { toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { recordJournal } from "../ledger/record-journal.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { recordCredit } from "./record-credit.ts";

export interface DepositToRecord {
  readonly accountId: AccountId;
  readonly currencyId: AssetId;
  readonly amount: Decimal;
  readonly memo: string;
  /** Venue time. */
  readonly at: Date;
}

export interface DepositRecord {
  readonly journalId: string;
  readonly accountId: AccountId;
  readonly amount: Decimal;
  /** Posted cash after the deposit, holds included. */
  readonly cash: Decimal;
  readonly effectiveAt: Date;
}

/** The caller holds the account's lock. */
export async function recordDeposit(tx: Transaction, ctx: Context, deposit: DepositToRecord): Promise<DepositRecord> {
  const { accountId, currencyId, amount, memo, at } = deposit;
  const journalId = ctx.newId();
  const day = toLocalDate(at, VENUE_ZONE);
  // The day begins with what was there before: only then is new money not profit.
  await tx.$queryRaw`select 1 as done from ensure_account_day(${accountId}::uuid, ${day}::date)`;
  await tx.$executeRaw`update account_day set net_deposits = net_deposits + ${toPlain(amount)}::numeric
    where account_id = ${accountId}::uuid and trading_day = ${day}::date`;
  await recordJournal(tx, {
    id: journalId,
    accountId,
    kind: "deposit",
    memo,
    effectiveAt: at,
    postings: depositPostings({ account: accountId, external: EXTERNAL_ID, amount, currencyId }),
  });
  await recordFact(tx, ctx, { ...deposit, journalId });
  await recordAudit(tx, ctx, {
    action: "deposit.create",
    entityType: "journal",
    entityId: journalId,
    accountId,
    before: null,
    after: { amount, currencyId, effectiveAt: at },
    effectiveAt: at,
  });
  await recordCredit(tx, ctx, { accountId, cause: "deposit", at });
  const balance = await tx.balance.findUniqueOrThrow({
    where: { accountId_assetId: { accountId, assetId: currencyId } },
  });
  const cash = fromColumn(balance.posted);
  await appendStreamEvent(tx, accountId, "balance", journalId, {
    reason: "deposit",
    journalId,
    amount: toPlain(amount),
    cash: toPlain(cash),
    held: toPlain(fromColumn(balance.held)),
  });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  return { journalId, accountId, amount, cash, effectiveAt: at };
}

/** Every deposit is a fact of the account's books; its number is that of the event that is told next. */
async function recordFact(
  tx: Transaction,
  ctx: Context,
  { accountId, currencyId, amount, at, journalId }: DepositToRecord & { readonly journalId: string },
): Promise<void> {
  const { timeZone, eventSeq } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { timeZone: true, eventSeq: true },
  });
  const day = new Date(`${toLocalDate(at, timeZone)}T00:00:00Z`);
  const fact = { id: ctx.newId(), accountId, type: "deposit", currencyId, journalId, accountSeq: eventSeq + 1n };
  await tx.activity.create({
    data: { ...fact, day, effectiveAt: at, gross: toPlain(amount) },
    select: { id: true },
  });
}

/** A cent is the smallest coin, and the books store twenty whole digits; far below that nobody deposits by mistake. */
export function depositProblem(amount: Decimal): string | null {
  if (!amount.gt(0)) return "must be more than 0";
  if (amount.decimalPlaces() > 2) return "has at most 2 decimal places";
  return amount.gt(DEPOSIT_MAX) ? "must be at most 1000000000000" : null;
}

const DEPOSIT_MAX = "1000000000000";
