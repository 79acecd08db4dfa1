"use client";
// Opens the one stream of this tab's account and tells those who ask how it stands.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { LiveSnapshot } from "#lib/client/live/live-message.ts";
import type { LiveStream } from "#lib/client/live/live-stream.ts";
import { openLive } from "#lib/client/live/open-live.ts";

const LiveContext = createContext<LiveStream | null>(null);

const CONNECTING: LiveSnapshot = { state: "connecting", figuresAt: null };
const never = () => () => undefined;
const connecting = () => CONNECTING;

export function LiveProvider({ accountId, children }: { accountId: string | null; children: ReactNode }) {
  const queries = useQueryClient();
  const [stream, setStream] = useState<LiveStream | null>(null);
  useEffect(() => {
    const live = openLive(queries, accountId);
    setStream(live.stream);
    return () => live.close();
  }, [queries, accountId]);
  return <LiveContext value={stream}>{children}</LiveContext>;
}

export function useLive(): LiveSnapshot {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(stream?.subscribe ?? never, stream?.snapshot ?? connecting, connecting);
}
