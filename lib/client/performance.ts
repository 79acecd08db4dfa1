/** The performance report of an account. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PerformanceView } from "#lib/contracts/performance.ts";
import { ApiProblem, getJson, shouldRetry } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { type PerformanceFilter, paths } from "./paths.ts";

/** While new figures are being made. */
const SOON_MS = 2_000;
/** Prices move without the books hearing of it. */
const PRICES_MS = 15_000;
/** What was known then is made on demand, and large books take a while. */
const PATIENCE = 30;

export function performanceOptions(filter: PerformanceFilter) {
  return queryOptions({
    queryKey: ["performance", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<PerformanceView>(paths.performance(filter), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
    retry: (failures, error) => (isBusy(error) ? failures < PATIENCE : shouldRetry(failures, error)),
    retryDelay: (failures, error) => (isBusy(error) ? SOON_MS : 1_000 * 2 ** failures),
    refetchInterval: ({ state: { data } }) =>
      data?.state.rebuilding ? SOON_MS : filter.asOf === undefined ? PRICES_MS : false,
  });
}

function isBusy(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 503;
}
