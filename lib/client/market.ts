/** Instruments, quotes and bars. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { BarSeriesView, InstrumentPage, QuotesView } from "#lib/contracts/instrument.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS, STEADY_MS } from "./fresh-for.ts";
import { type BarsFilter, paths } from "./paths.ts";

export function instrumentsOptions(filter: Parameters<typeof paths.instruments>[0] = {}) {
  return queryOptions({
    queryKey: ["instruments", filter],
    queryFn: ({ signal }) => getJson<InstrumentPage>(paths.instruments(filter), signal),
    staleTime: STEADY_MS,
    placeholderData: keepPreviousData,
  });
}

/** Without symbols: all quotes of the desk. */
export function quotesOptions(symbols: readonly string[] = []) {
  const wanted = symbols.toSorted().join(",");
  return queryOptions({
    queryKey: ["quotes", wanted],
    queryFn: ({ signal }) => getJson<QuotesView>(paths.quotes({ symbols: wanted }), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function barsOptions(filter: BarsFilter) {
  return queryOptions({
    queryKey: ["bars", filter.symbol, filter],
    queryFn: ({ signal }) => getJson<BarSeriesView>(paths.bars(filter), signal),
    staleTime: FOLLOWED_MS,
    placeholderData: keepPreviousData,
  });
}
