/** Executions and journals. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ExecutionPage } from "#lib/contracts/execution.ts";
import type { JournalPage } from "#lib/contracts/journal.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { type ExecutionsFilter, paths } from "./paths.ts";

export function executionsOptions(filter: ExecutionsFilter) {
  return queryOptions({
    queryKey: ["executions", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<ExecutionPage>(paths.executions(filter), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}

export function journalsOptions(filter: Parameters<typeof paths.journals>[0]) {
  return queryOptions({
    queryKey: ["journals", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<JournalPage>(paths.journals(filter), signal),
    staleTime: FOLLOWED_MS,
  });
}
