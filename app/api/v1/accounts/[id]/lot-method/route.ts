/** Which lots a sale takes. */
import { AccountParams, AccountView, toAccountView } from "#lib/contracts/account.ts";
import { LotMethodBody } from "#lib/contracts/lot-assignment.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import type { AccountView as Account } from "#lib/services/accounts/account-view.ts";
import { setLotMethod } from "#lib/services/accounts/set-lot-method.ts";

function lotMethodAnswer(account: Account) {
  return { status: account.lotChange?.status === "waiting" ? 202 : 200, body: toAccountView(account) };
}

export const PUT = route(
  {
    summary: "Set which lots a sale takes",
    description:
      "Everything that was closed is closed anew under the other method: lots, costs and realised profit change with it. Up to 500 trades at once; more in the worker: the answer is 202 then, the account goes by its method as before until it is done, and its `lotChange` says how far it is.",
    tags: ["Accounts"],
    permission: "deposits:create",
    params: AccountParams,
    body: LotMethodBody,
    answer: AccountView,
    mayTakeLater: true,
    render: lotMethodAnswer,
    refusals: {
      409: "Somebody changed the settings meanwhile; `current` says to what.",
      503: "Lots of the account are being computed anew.",
    },
  },
  ({ ctx, params, body }) => setLotMethod({ ctx, input: { ...body, accountId: asId<AccountId>(params.id) } }),
);
