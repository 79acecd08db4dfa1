/** The performance report of an account. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ActivityPage } from "#lib/contracts/activity.ts";
import type { PerformanceView } from "#lib/contracts/performance.ts";
import { ApiProblem, getJson, shouldRetry } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { type FactsBehindFilter, type PerformanceFilter, paths } from "./paths.ts";

/** What was asked for and is being made. */
const SOON_MS = 2_000;
/** The stream says when new figures are there; this is for whoever has none. */
const REBUILDING_MS = 10_000;
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
      data?.state.rebuilding ? REBUILDING_MS : filter.asOf === undefined ? PRICES_MS : false,
  });
}

/** The executions and activities that a figure rests on, page by page. */
export function factsBehindOptions(filter: FactsBehindFilter) {
  return infiniteQueryOptions({
    queryKey: ["performance", filter.accountId, "facts", filter],
    queryFn: ({ signal, pageParam }) =>
      getJson<ActivityPage>(
        paths.factsBehind({ ...filter, ...(pageParam === "" ? {} : { cursor: pageParam }) }),
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: FOLLOWED_MS,
  });
}

function isBusy(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 503;
}
