/** The portfolio, its equity curve, positions and lots. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { EquitySeriesView, PortfolioView } from "#lib/contracts/portfolio.ts";
import type { LotPage, PositionsView } from "#lib/contracts/position.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export function portfolioOptions(accountId: string) {
  return queryOptions({
    queryKey: ["portfolio", accountId],
    queryFn: ({ signal }) => getJson<PortfolioView>(paths.portfolio({ accountId }), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function equityOptions(accountId: string, range: EquitySeriesView["range"]) {
  return queryOptions({
    queryKey: ["equity", accountId, range],
    queryFn: ({ signal }) => getJson<EquitySeriesView>(paths.equity({ accountId, range }), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}

export function positionsOptions(accountId: string, status: "open" | "all" = "open") {
  return queryOptions({
    queryKey: ["positions", accountId, status],
    queryFn: ({ signal }) => getJson<PositionsView>(paths.positions({ accountId, status }), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function lotsOptions(filter: Parameters<typeof paths.lots>[0]) {
  return queryOptions({
    queryKey: ["lots", filter.accountId, filter],
    queryFn: ({ signal }) => getJson<LotPage>(paths.lots(filter), signal),
    staleTime: FOLLOWED_MS,
  });
}
