/** Accounts: those one is a member of, and opening a new one. */
import {
  AccountPage,
  AccountsQuery,
  OpenAccountBody,
  OpenedAccountView,
  toAccountPage,
  toOpenedAccountView,
} from "#lib/contracts/account.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";

export const GET = route(
  {
    summary: "List your accounts",
    tags: ["Accounts"],
    permission: "portfolio:read",
    query: AccountsQuery,
    answer: AccountPage,
    view: toAccountPage,
  },
  ({ ctx, query: { all, ...page } }) => listAccounts({ ctx, input: { ...page, all: all === "true", valued: true } }),
);

export const POST = route(
  {
    summary: "Open an account",
    tags: ["Accounts"],
    permission: "accounts:open",
    body: OpenAccountBody,
    answer: OpenedAccountView,
    view: toOpenedAccountView,
    status: 201,
  },
  ({ ctx, body: { cash, ownerId, ...body } }) =>
    openAccount({
      ctx,
      input: {
        ...body,
        cash: cash === undefined ? undefined : dec(cash),
        ownerId: ownerId === undefined ? undefined : asId<UserId>(ownerId),
      },
    }),
);
