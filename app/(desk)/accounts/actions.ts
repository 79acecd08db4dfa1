"use server";
// Opening accounts and depositing on them, from our own forms: the verbs behind POST /api/v1/accounts and /api/v1/deposits.
import { OpenAccountBody, type OpenedAccountView, toOpenedAccountView } from "#lib/contracts/account.ts";
import { DepositBody, type DepositView, toDepositView } from "#lib/contracts/deposit.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type UserId } from "#lib/domain/shared/ids.ts";
import { type ActionCall, type ActionResult, action } from "#lib/server/action.ts";
import { deposit } from "#lib/services/accounts/deposit.ts";
import { type OpenedAccount, openAccount } from "#lib/services/accounts/open-account.ts";

const open = action<typeof OpenAccountBody, OpenedAccount, OpenedAccountView>(
  OpenAccountBody,
  ({ ctx, input: { name, kind, currency, timeZone, cash, ownerId } }) =>
    openAccount({
      ctx,
      input: {
        ...{ name, kind, currency, timeZone },
        cash: cash === undefined ? undefined : dec(cash),
        ownerId: ownerId === undefined ? undefined : asId<UserId>(ownerId),
      },
    }),
  {
    twin: { method: "POST", path: () => "/api/v1/accounts", pattern: "/api/v1/accounts" },
    view: toOpenedAccountView,
    status: 201,
  },
);

export async function openAccountAction(raw: unknown, call?: ActionCall): Promise<ActionResult<OpenedAccountView>> {
  return open(raw, call);
}

const put = action<typeof DepositBody, Awaited<ReturnType<typeof deposit>>, DepositView>(
  DepositBody,
  ({ ctx, input: { accountId, amount, memo } }) =>
    deposit({ ctx, input: { accountId: asId<AccountId>(accountId), amount: dec(amount), memo } }),
  {
    twin: { method: "POST", path: () => "/api/v1/deposits", pattern: "/api/v1/deposits" },
    view: toDepositView,
    status: 201,
  },
);

export async function depositAction(raw: unknown, call?: ActionCall): Promise<ActionResult<DepositView>> {
  return put(raw, call);
}
