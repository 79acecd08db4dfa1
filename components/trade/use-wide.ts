"use client";
// Whether the ticket stands beside the chart or comes from below; null before the page is live, when CSS alone decides.
import { useSyncExternalStore } from "react";

const WIDE = "(width >= 48rem)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useWide(): boolean | null {
  return useSyncExternalStore<boolean | null>(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => null,
  );
}
