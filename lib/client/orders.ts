/** Orders, their counts, one order's story, and the preview of a ticket. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { OrderCountsView, OrderPage, OrderPreviewView, OrderView } from "#lib/contracts/order.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { type OrderCountsFilter, type OrdersFilter, type PreviewQuery, paths } from "./paths.ts";

export function ordersOptions(filter: OrdersFilter) {
  return queryOptions({
    queryKey: ["orders", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<OrderPage>(paths.orders(filter), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}

/** Counted under the list's own filters, so that each tab says what it will show. */
export function orderCountsOptions(accountId: string, filter: Omit<OrderCountsFilter, "accountId"> = {}) {
  return queryOptions({
    queryKey: ["order-counts", accountId, filter],
    queryFn: ({ signal }) => getJson<OrderCountsView>(paths.orderCounts({ ...filter, accountId }), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}

export function orderOptions(id: string) {
  return queryOptions({
    queryKey: ["order", id],
    queryFn: ({ signal }) => getJson<OrderView>(paths.order(id), signal),
    staleTime: FOLLOWED_MS,
  });
}

/** The order with the rest of its bracket, OCO or OTO: its parent first, the exits with it. */
export function groupOptions({ id, parentId }: Pick<OrderView, "id" | "parentId">) {
  const first = parentId ?? id;
  return queryOptions({
    queryKey: ["order", first, "group"],
    queryFn: async ({ signal }) => [await getJson<OrderView>(paths.order(first), signal)],
    staleTime: FOLLOWED_MS,
  });
}

export function orderStoryOptions(id: string) {
  return queryOptions({
    queryKey: ["order-story", id],
    queryFn: ({ signal }) => getJson<OrderStoryView>(paths.orderStory(id), signal),
    staleTime: FOLLOWED_MS,
  });
}

/** Prices move under it, so it is never older than a second. */
export function orderPreviewOptions(ticket: PreviewQuery) {
  return queryOptions({
    queryKey: ["order-preview", ticket.accountId, ticket],
    queryFn: ({ signal }) => getJson<OrderPreviewView>(paths.orderPreview(ticket), signal),
    staleTime: 1_000,
    placeholderData: keepPreviousData,
  });
}
