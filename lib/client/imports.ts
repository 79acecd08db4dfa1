/** Imports of activities and prices, with the verdict on each row. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ImportPage, ImportRowPage, ImportView } from "#lib/contracts/import.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS, STEADY_MS } from "./fresh-for.ts";
import { type ImportRowsFilter, type ImportScope, type PageQuery, paths } from "./paths.ts";

/** What the worker is busy with is looked at once a second. */
const WATCHED_MS = 1_000;

export function isUnderWay({ status }: Pick<ImportView, "status">): boolean {
  return status === "received" || status === "publishing" || status === "undoing";
}

export function importsOptions(scope: ImportScope, page: PageQuery = {}) {
  return queryOptions({
    queryKey: ["imports", scope, page],
    queryFn: ({ signal }) => getJson<ImportPage>(paths.imports(scope, page), signal),
    staleTime: BY_HAND_MS,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? WATCHED_MS : false),
  });
}

export function importOptions(scope: ImportScope, id: string) {
  return queryOptions({
    queryKey: ["import", id],
    queryFn: ({ signal }) => getJson<ImportView>(paths.import(scope, id), signal),
    staleTime: BY_HAND_MS,
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? WATCHED_MS : false),
  });
}

/** Rows stand still once the file has been read. */
export function importRowsOptions(scope: ImportScope, id: string, filter: ImportRowsFilter) {
  return queryOptions({
    queryKey: ["import-rows", id, filter],
    queryFn: ({ signal }) => getJson<ImportRowPage>(paths.importRows(scope, id, filter), signal),
    staleTime: STEADY_MS,
    placeholderData: keepPreviousData,
  });
}
