/** Corporate actions, and whom one of them would touch. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  CorporateActionPage,
  CorporateActionPreview,
  CorporateActionView,
} from "#lib/contracts/corporate-action.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS } from "./fresh-for.ts";
import { type PageQuery, paths } from "./paths.ts";

/** While the worker applies one. */
const SOON_MS = 1_000;

/** What was announced for a day that has come is applied within seconds. */
function isUnderWay({ status, exDay }: CorporateActionView): boolean {
  return status === "applying" || (status === "announced" && exDay <= new Date().toISOString().slice(0, 10));
}

export function corporateActionsOptions(page: PageQuery = {}) {
  return queryOptions({
    queryKey: ["corporate-actions", page],
    queryFn: ({ signal }) => getJson<CorporateActionPage>(paths.corporateActions(page), signal),
    staleTime: BY_HAND_MS,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? SOON_MS : false),
  });
}

/** Positions and orders move under it. */
export function corporateActionPreviewOptions(symbol: string) {
  return queryOptions({
    queryKey: ["corporate-action-preview", symbol],
    queryFn: ({ signal }) => getJson<CorporateActionPreview>(paths.corporateActionPreview({ symbol }), signal),
    staleTime: 1_000,
    retry: false,
  });
}
