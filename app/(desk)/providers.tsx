"use client";
// What the pages of the desk share in the browser: one cache of the server's answers, and one stream that keeps it true.
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { LiveProvider } from "#components/status/live-context.tsx";
import { createQueryClient } from "#lib/client/query-client.ts";

interface DeskProvidersProps {
  readonly accountId: string | null;
  readonly children: ReactNode;
}

export function DeskProviders({ accountId, children }: DeskProvidersProps) {
  const [queries] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queries}>
      <LiveProvider accountId={accountId}>{children}</LiveProvider>
    </QueryClientProvider>
  );
}
