/** Which lots a sale takes. */
import { AccountParams, AccountView, toAccountView } from "#lib/contracts/account.ts";
import { LotMethodBody } from "#lib/contracts/lot-assignment.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { setLotMethod } from "#lib/services/accounts/set-lot-method.ts";

export const PUT = route(
  {
    summary: "Set which lots a sale takes",
    description:
      "Everything that was closed is closed anew under the other method: lots, costs and realised profit change with it.",
    tags: ["Accounts"],
    permission: "deposits:create",
    params: AccountParams,
    body: LotMethodBody,
    answer: AccountView,
    view: toAccountView,
    refusals: { 409: "Somebody changed the settings meanwhile; `current` says to what." },
  },
  ({ ctx, params, body }) => setLotMethod({ ctx, input: { ...body, accountId: asId<AccountId>(params.id) } }),
);
