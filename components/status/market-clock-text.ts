// The market's own time in words: simulated and replayed markets say that they are.
import { formatTime } from "#components/format/time.ts";

export interface MarketClock {
  readonly mode: string;
  readonly stepped: boolean;
  readonly venueAt: string;
}

export function marketClockText({ mode, stepped, venueAt }: MarketClock, zone: string): string {
  if (mode === "replay") return `Replay, ${formatTime(venueAt, { zone, style: "full" })}`;
  if (mode === "simulated") return stepped ? "Simulated market, moved by hand" : "Simulated market, always open";
  return `Market time ${formatTime(venueAt, { zone, style: "minute" })}`;
}
