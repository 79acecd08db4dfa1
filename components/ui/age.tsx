"use client";
// How long ago something was; appears only after mount, because server and browser do not share a clock.
import { useSyncExternalStore } from "react";
import { formatAge } from "#components/format/time.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

// One interval for all ages of the page, and none while no age is shown.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function current(): number {
  if (now === 0) now = Date.now();
  return now;
}

/** The browser's clock in milliseconds, once a second; null on the server and in the first paint. */
export function useNow(): number | null {
  return useSyncExternalStore<number | null>(subscribe, current, () => null);
}

interface AgeProps {
  readonly at: string;
  readonly suffix?: string;
  /** Server clock minus browser clock, so that a wrong clock does not age fresh figures. */
  readonly skew?: number;
}

export function Age({ at, suffix = "", skew = 0 }: AgeProps) {
  const clock = useNow();
  if (clock === null) return null;
  return (
    <span className="whitespace-nowrap text-muted text-2xs">{formatAge(clock + skew - Date.parse(at)) + suffix}</span>
  );
}
