/** The browser's cache of what the server said: old figures stay while new ones load, refusals are not asked for again. */
import { QueryClient } from "@tanstack/react-query";
import { shouldRetry } from "./fetch.ts";
import { FOLLOWED_MS } from "./fresh-for.ts";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FOLLOWED_MS, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}
