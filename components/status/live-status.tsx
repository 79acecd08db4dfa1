"use client";
// The live indicator, fed by the stream: the age of the newest figures while live, their time while not.
import { formatAge, formatTime } from "#components/format/time.ts";
import { LiveIndicator } from "#components/shell/live-indicator.tsx";
import { useNow } from "#components/ui/age.tsx";
import { useLive } from "./live-context.tsx";

export function LiveStatus({ zone }: { zone: string }) {
  const { state, figuresAt } = useLive();
  const now = useNow();
  if (figuresAt === null || now === null) return <LiveIndicator state={state} />;
  // The two clocks may differ a little: an age is never below zero.
  const detail =
    state === "live"
      ? formatAge(now - Date.parse(figuresAt))
      : `figures of ${formatTime(figuresAt, { zone, style: "time" })}`;
  return <LiveIndicator state={state} detail={detail} />;
}
