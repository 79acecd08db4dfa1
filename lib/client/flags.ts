/** Feature flags. */
import { queryOptions } from "@tanstack/react-query";
import type { FlagsView } from "#lib/contracts/flag.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export function flagsOptions() {
  return queryOptions({
    queryKey: ["flags"],
    queryFn: ({ signal }) => getJson<FlagsView>(paths.flags(), signal),
    staleTime: BY_HAND_MS,
    refetchOnWindowFocus: true,
  });
}
