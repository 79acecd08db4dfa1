/** Corporate actions, and whom one of them would touch. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  CorporateActionPage,
  CorporateActionPreview,
  CorporateActionTakeBack,
  CorporateActionView,
} from "#lib/contracts/corporate-action.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS } from "./fresh-for.ts";
import { type PageQuery, paths } from "./paths.ts";

/** While the worker applies one. */
const SOON_MS = 1_000;

/** What was announced for a day that has come is applied within seconds. */
function isUnderWay({ status, exDay }: CorporateActionView): boolean {
  return (
    status === "applying" ||
    status === "taking_back" ||
    (status === "announced" && exDay <= new Date().toISOString().slice(0, 10))
  );
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

/** What taking it back reaches, and how far that is. Asked anew with each status that the list tells of. */
export function corporateActionTakeBackOptions({ id, status }: Pick<CorporateActionView, "id" | "status">) {
  return queryOptions({
    queryKey: ["corporate-action-take-back", id, status],
    queryFn: ({ signal }) => getJson<CorporateActionTakeBack>(paths.corporateActionTakeBack(id), signal),
    staleTime: 1_000,
    retry: false,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.status === "taking_back" || state.data?.status === "applying" ? SOON_MS : false,
  });
}
