/** One account. */
import { AccountParams, AccountView, toAccountView } from "#lib/contracts/account.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { getAccount } from "#lib/services/accounts/get-account.ts";

export const GET = route(
  {
    summary: "Get an account",
    tags: ["Accounts"],
    permission: "portfolio:read",
    params: AccountParams,
    answer: AccountView,
    view: toAccountView,
  },
  ({ ctx, params }) => getAccount({ ctx, input: { accountId: asId<AccountId>(params.id) } }),
);
