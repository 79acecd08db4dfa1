/** Joins the live stream to the cache of this tab. */
import type { QueryClient } from "@tanstack/react-query";
import { applyEvent } from "./apply-event.ts";
import { browserParts } from "./browser-parts.ts";
import { type LiveParts, LiveStream } from "./live-stream.ts";
import { Invalidations } from "./news.ts";

/** Readings that change by themselves; users, keys and the audit are read again on focus. */
const FOLLOWED = new Set([
  "accounts",
  "portfolio",
  "positions",
  "lots",
  "orders",
  "order",
  "order-counts",
  "order-story",
  "executions",
  "journals",
  "equity",
  "risk-limits",
  "breaches",
  "halts",
  "trading-status",
  "flags",
  "quotes",
  "bars",
]);

export interface OpenLive {
  readonly stream: LiveStream;
  close(): void;
}

export function openLive(queries: QueryClient, accountId: string | null, parts: LiveParts = browserParts()): OpenLive {
  const refresh = (heads: ReadonlySet<string>) => {
    // A tab nobody sees marks its figures old and reads them when it is looked at.
    const hidden = typeof document !== "undefined" && document.visibilityState === "hidden";
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => typeof queryKey[0] === "string" && heads.has(queryKey[0]),
      refetchType: hidden ? "none" : "active",
    });
  };
  const invalidations = new Invalidations(refresh);
  const stream = new LiveStream(
    accountId,
    { onEvent: (event) => applyEvent(queries, invalidations, event), onGap: () => refresh(FOLLOWED) },
    parts,
  );
  const seen = () => {
    if (document.visibilityState === "visible") void queries.refetchQueries({ type: "active", stale: true });
  };
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", seen);
  stream.start();
  return {
    stream,
    close() {
      if (typeof document !== "undefined") document.removeEventListener("visibilitychange", seen);
      invalidations.stop();
      stream.stop();
    },
  };
}
