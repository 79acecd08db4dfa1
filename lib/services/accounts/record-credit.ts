/** What an account may owe, recorded so that it does not move with every price: (multiplier - 1) times its equity, never less than nothing. */
import type { Transaction } from "#lib/db/transact.ts";
import { type Decimal, dec, maxOf, ONE, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { appendStreamEvent } from "../stream-event.ts";

export type CreditCause = "deposit" | "settings" | "trading_day";

export function creditFor(multiplier: number, equity: Decimal): Decimal {
  return dec(BigInt(multiplier).toString()).minus(ONE).times(maxOf(ZERO, equity));
}

interface CreditRow {
  readonly multiplier: number;
  readonly credit: string;
  readonly floor: string | null;
  readonly equity: string;
}

/** The caller holds the account's lock. Leaves a trace only when the credit changes; a floor that had given way comes back where it can. */
export async function recordCredit(
  tx: Transaction,
  ctx: Context,
  { accountId, cause, at }: { readonly accountId: string; readonly cause: CreditCause; readonly at: Date },
): Promise<Decimal> {
  const [row] = await tx.$queryRaw<CreditRow[]>`
    update account a set credit_day = venue_day(${at}::timestamptz) where a.id = ${accountId}::uuid
    returning a.multiplier, a.credit::text, account_equity(a.id)::text as equity,
      (select floor::text from balance b where b.account_id = a.id and b.asset_id = a.currency_id) as floor`;
  if (row === undefined) throw new Error("the caller has found the account");
  const [was, equity] = [dec(row.credit), dec(row.equity)];
  const credit = creditFor(row.multiplier, equity);
  if (credit.eq(was) && credit.negated().eq(dec(row.floor ?? "0"))) return credit;
  await tx.$queryRaw`select record_credit(${accountId}::uuid, ${toPlain(credit)}::numeric)::text`;
  if (credit.eq(was)) return credit;
  await recordAudit(tx, ctx, {
    action: "account.credit",
    entityType: "account",
    entityId: accountId,
    accountId,
    before: { credit: was },
    after: { credit, multiplier: row.multiplier, equity, cause },
    effectiveAt: at,
  });
  await appendStreamEvent(tx, accountId, "balance", accountId, { reason: "credit", credit: toPlain(credit) });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  return credit;
}
