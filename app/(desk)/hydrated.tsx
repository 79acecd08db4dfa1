// Hands what the server has read to the browser's cache, under the keys that the browser asks and the stream invalidates.
import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

interface HydratedProps {
  readonly queries: readonly { readonly key: QueryKey; readonly data: unknown }[];
  readonly children: ReactNode;
}

export function Hydrated({ queries, children }: HydratedProps) {
  const client = new QueryClient();
  for (const { key, data } of queries) client.setQueryData(key, data);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
