// How far a figure can be trusted, worn by the figure itself.
import { Badge, type Shape, type Tone } from "./badge.tsx";

export type Freshness = "live" | "delayed" | "stale" | "unknown" | "simulated" | "replay";

const LOOKS: Record<Freshness, { tone: Tone; shape: Shape; word: string }> = {
  live: { tone: "live", shape: "dot", word: "live" },
  delayed: { tone: "info", shape: "half", word: "delayed" },
  stale: { tone: "warn", shape: "triangle", word: "stale" },
  unknown: { tone: "neutral", shape: "ring", word: "unknown" },
  simulated: { tone: "info", shape: "diamond", word: "simulated" },
  replay: { tone: "info", shape: "diamond", word: "replay" },
};

/** `detail` is an age or a date: "stale 42 s", "replay 14 Mar 2025". */
export function FreshnessBadge({ state, detail, title }: { state: Freshness; detail?: string; title?: string }) {
  const look = LOOKS[state];
  return (
    <Badge tone={look.tone} shape={look.shape} title={title}>
      {detail === undefined ? look.word : `${look.word} ${detail}`}
    </Badge>
  );
}
