/** Whether one can trade right now. */
import { queryOptions } from "@tanstack/react-query";
import type { TradingStatusView } from "#lib/contracts/risk.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export function tradingStatusOptions(accountId: string) {
  return queryOptions({
    queryKey: ["trading-status", accountId],
    queryFn: ({ signal }) => getJson<TradingStatusView>(paths.tradingStatus({ accountId }), signal),
    staleTime: FOLLOWED_MS,
  });
}
