/** Limits, breaches and halts. */
import { queryOptions } from "@tanstack/react-query";
import type { BreachPage, HaltPage, RiskLimitsView } from "#lib/contracts/risk.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export function riskLimitsOptions(accountId: string) {
  return queryOptions({
    queryKey: ["risk-limits", accountId],
    queryFn: ({ signal }) => getJson<RiskLimitsView>(paths.riskLimits({ accountId }), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function breachesOptions(filter: Parameters<typeof paths.breaches>[0]) {
  return queryOptions({
    queryKey: ["breaches", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<BreachPage>(paths.breaches(filter), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function haltsOptions(filter: Parameters<typeof paths.halts>[0] = {}) {
  return queryOptions({
    queryKey: ["halts", filter],
    queryFn: ({ signal }) => getJson<HaltPage>(paths.halts(filter), signal),
    staleTime: FOLLOWED_MS,
  });
}
