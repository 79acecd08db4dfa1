"use client";
// An idempotency key that lives as long as what it stands for: the same for every retry, a new one once the fields change.
import { useCallback, useRef } from "react";

/** Give it what is about to be sent; the same content gets the same key until `forget`. */
export function useRequestKey(): { keyFor: (content: string) => string; forget: () => void } {
  const kept = useRef<{ content: string; key: string } | null>(null);
  const keyFor = useCallback((content: string) => {
    if (kept.current?.content !== content) kept.current = { content, key: crypto.randomUUID() };
    return kept.current.key;
  }, []);
  const forget = useCallback(() => {
    kept.current = null;
  }, []);
  return { keyFor, forget };
}
