/** Users, keys and sessions: changed by hand, so read again when one comes back to the page. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiKeyPage } from "#lib/contracts/api-key.ts";
import type { MeView } from "#lib/contracts/me.ts";
import type { SessionList } from "#lib/contracts/session.ts";
import type { UserPage } from "#lib/contracts/user.ts";
import { getJson } from "./fetch.ts";
import { BY_HAND_MS } from "./fresh-for.ts";
import { paths } from "./paths.ts";

const byHand = { staleTime: BY_HAND_MS, refetchOnWindowFocus: true } as const;

export function usersOptions(filter: Parameters<typeof paths.users>[0] = {}) {
  return queryOptions({
    queryKey: ["users", filter],
    queryFn: ({ signal }) => getJson<z.output<typeof UserPage>>(paths.users(filter), signal),
    ...byHand,
  });
}

export function apiKeysOptions(filter: Parameters<typeof paths.apiKeys>[0] = {}) {
  return queryOptions({
    queryKey: ["api-keys", filter],
    queryFn: ({ signal }) => getJson<z.output<typeof ApiKeyPage>>(paths.apiKeys(filter), signal),
    ...byHand,
  });
}

export function sessionsOptions() {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => getJson<z.output<typeof SessionList>>(paths.sessions(), signal),
    ...byHand,
  });
}

export function meOptions() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => getJson<z.output<typeof MeView>>(paths.me(), signal),
    ...byHand,
  });
}
