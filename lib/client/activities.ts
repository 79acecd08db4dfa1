/** Activities: every fact of an account, the fills of its orders among them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ActivityPage, ActivityView } from "#lib/contracts/activity.ts";
import type { JournalPage } from "#lib/contracts/journal.ts";
import type { SaleLotsView } from "#lib/contracts/lot-assignment.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { type ActivitiesFilter, paths } from "./paths.ts";

export function activitiesOptions(filter: ActivitiesFilter) {
  return queryOptions({
    queryKey: ["activities", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<ActivityPage>(paths.activities(filter), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}

/** One that a link leads to and that is not on the page of the list. */
export function activityOptions(id: string) {
  return queryOptions({
    queryKey: ["activities", { id }],
    queryFn: ({ signal }) => getJson<ActivityView>(paths.activity(id), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function activityJournalsOptions(accountId: string, journalId: string) {
  return queryOptions({
    queryKey: ["journals", accountId, { journalId }],
    queryFn: ({ signal }) => getJson<JournalPage>(paths.journals({ accountId, journalId }), signal),
    staleTime: FOLLOWED_MS,
  });
}

/** The lots that a sale could take, and those it takes. */
export function saleLotsOptions(accountId: string, closingId: string) {
  return queryOptions({
    queryKey: ["sale-lots", closingId],
    queryFn: ({ signal }) => getJson<SaleLotsView>(paths.lotAssignments(accountId, closingId), signal),
    staleTime: 0,
  });
}
