/** How an account may trade: margin, short sales, and what the paper venue charges it. */
import { AccountParams, AccountView, TradingBody, toAccountView } from "#lib/contracts/account.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { setTrading } from "#lib/services/accounts/set-trading.ts";

export const PUT = route(
  {
    summary: "Set how an account may trade",
    description:
      "Refused while the account is short and would not be allowed to be, and while it owes more than it would be allowed to.",
    tags: ["Accounts"],
    permission: "risk:edit",
    params: AccountParams,
    body: TradingBody,
    answer: AccountView,
    view: toAccountView,
    refusals: {
      409: "Somebody changed the settings meanwhile, `current` says to what; or the account is short, or owes too much.",
    },
  },
  ({ ctx, params, body: { slippage, commission, ...rest } }) =>
    setTrading({
      ctx,
      input: {
        ...rest,
        accountId: asId<AccountId>(params.id),
        slippage: { kind: slippage.kind, value: dec(slippage.value) },
        commission: { kind: commission.kind, value: dec(commission.value), minimum: dec(commission.minimum) },
      },
    }),
);
