// The market's own time in words, with its phase of the day; simulated and replayed markets say that they are.
import { type PhaseFigures, phaseText } from "#components/calendar/market-phase.ts";
import { formatTime } from "#components/format/time.ts";

export interface MarketClock {
  readonly mode: string;
  readonly stepped: boolean;
  readonly venueAt: string;
}

/** The phase is not known in the first moment, and the sentence is true without it. */
export function marketClockText(
  { mode, stepped, venueAt }: MarketClock,
  phase: PhaseFigures | undefined,
  zone: string,
): string {
  const source = sourceText({ mode, stepped, venueAt }, zone);
  return phase === undefined ? source : `${phaseText(phase)} · ${source}`;
}

function sourceText({ mode, stepped, venueAt }: MarketClock, zone: string): string {
  if (mode === "replay") return `Replay, ${formatTime(venueAt, { zone, style: "full" })}`;
  if (mode === "simulated") return stepped ? "Simulated market, moved by hand" : "Simulated market";
  return `Market time ${formatTime(venueAt, { zone, style: "minute" })}`;
}
