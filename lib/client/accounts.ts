/** Accounts. */
import { queryOptions } from "@tanstack/react-query";
import type { AccountPage, AccountView, LotChangeView } from "#lib/contracts/account.ts";
import { getJson } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

export function accountsOptions(filter: Parameters<typeof paths.accounts>[0] = {}) {
  return queryOptions({
    queryKey: ["accounts", filter],
    queryFn: ({ signal }) => getJson<AccountPage>(paths.accounts(filter), signal),
    staleTime: FOLLOWED_MS,
  });
}

export function accountOptions(id: string) {
  return queryOptions({
    queryKey: ["accounts", { id }],
    queryFn: ({ signal }) => getJson<AccountView>(paths.account(id), signal),
    staleTime: FOLLOWED_MS,
  });
}

/** The account while its lots are computed anew: looked at until that is over. */
export function lotChangeOptions(id: string, changeId: string | null) {
  return queryOptions({
    queryKey: ["accounts", { id, changeId }],
    queryFn: ({ signal }) => getJson<AccountView>(paths.account(id), signal),
    enabled: changeId !== null,
    refetchInterval: ({ state: { data } }) =>
      data === undefined || isUnderWay(data.lotChange) ? LOT_CHANGE_MS : false,
  });
}

const LOT_CHANGE_MS = 1_000;

export function isUnderWay(change: LotChangeView | null): boolean {
  return change !== null && change.status !== "failed";
}
