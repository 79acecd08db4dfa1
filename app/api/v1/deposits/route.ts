/** Deposits on paper accounts. */
import { DepositBody, DepositView, toDepositView } from "#lib/contracts/deposit.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";

export const POST = route(
  {
    summary: "Deposit money on a paper account",
    tags: ["Ledger"],
    permission: "deposits:create",
    body: DepositBody,
    answer: DepositView,
    view: toDepositView,
    status: 201,
    idempotency: "required",
  },
  ({ ctx, body: { accountId, amount, memo } }) =>
    deposit({ ctx, input: { accountId: asId<AccountId>(accountId), amount: dec(amount), memo } }),
);
