/** What an account's return is compared with. */
import { AccountParams, AccountView, BenchmarkBody, toAccountView } from "#lib/contracts/account.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { setBenchmark } from "#lib/services/accounts/set-benchmark.ts";

export const PUT = route(
  {
    summary: "Set the benchmark of an account",
    tags: ["Accounts"],
    permission: "deposits:create",
    params: AccountParams,
    body: BenchmarkBody,
    answer: AccountView,
    view: toAccountView,
    refusals: { 409: "Somebody changed the settings meanwhile; `current` says to what." },
  },
  ({ ctx, params, body }) => setBenchmark({ ctx, input: { ...body, accountId: asId<AccountId>(params.id) } }),
);
