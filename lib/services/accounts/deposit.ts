/** Puts money on a paper account: one journal from the outside world, once per idempotency key. */
import type { Decimal } from "#lib/domain/shared/decimal.ts";
import { type AccountId, type AssetId, asId } from "#lib/domain/shared/ids.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { type DepositRecord, depositProblem, recordDeposit } from "./record-deposit.ts";

export interface DepositInput {
  readonly accountId: AccountId;
  readonly amount: Decimal;
  readonly memo?: string | undefined;
}

export async function deposit({ ctx, input }: Verb<DepositInput>): Promise<DepositRecord> {
  requirePermission(ctx, "deposits:create");
  await requireMember(ctx.database, ctx, input.accountId, "trader");
  const problem = depositProblem(input.amount);
  if (problem !== null) {
    throw new ServiceError("invalid", "The amount cannot be deposited.", {
      errors: [{ pointer: "/amount", detail: problem }],
    });
  }
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${input.accountId}::uuid for no key update`;
    const account = await tx.account.findFirst({ where: { id: input.accountId, kind: "paper" } });
    if (account === null) throw notFound("account");
    if (account.status !== "active") throw new ServiceError("conflict", "The account is closed.");
    return recordDeposit(tx, ctx, {
      accountId: input.accountId,
      currencyId: asId<AssetId>(account.currencyId),
      amount: input.amount,
      memo: input.memo ?? "Deposit",
      at: await readVenueTime(tx),
    });
  });
}
