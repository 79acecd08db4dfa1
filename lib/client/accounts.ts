/** Accounts. */
import { queryOptions } from "@tanstack/react-query";
import type { AccountPage, AccountView } from "#lib/contracts/account.ts";
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
