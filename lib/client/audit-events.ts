/** The audit log and what led to one event. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AuditEventPage, AuditTrailView } from "#lib/contracts/audit-event.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS, STEADY_MS } from "./fresh-for.ts";
import { type AuditFilter, paths } from "./paths.ts";

export function auditEventsOptions(filter: AuditFilter) {
  return queryOptions({
    queryKey: ["audit-events", filter],
    queryFn: ({ signal }) => getJson<AuditEventPage>(paths.auditEvents(filter), signal),
    staleTime: BY_HAND_MS,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
}

export function auditTrailOptions(id: string) {
  return queryOptions({
    queryKey: ["audit-trail", id],
    queryFn: ({ signal }) => getJson<AuditTrailView>(paths.auditEvent(id), signal),
    staleTime: STEADY_MS,
  });
}
