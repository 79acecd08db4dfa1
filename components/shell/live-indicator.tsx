// Whether the figures on screen are moving: live, reconnecting, polling, off or signed out, in word, shape and colour.
import { type Shape, ShapeMark } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";

export type LiveState = "connecting" | "live" | "reconnecting" | "polling" | "offline" | "signed-out";

const LOOKS: Record<LiveState, { word: string; shape: Shape; colour: string }> = {
  connecting: { word: "connecting", shape: "ring", colour: "text-muted" },
  live: { word: "live", shape: "dot", colour: "text-live" },
  reconnecting: { word: "reconnecting", shape: "half", colour: "text-warn" },
  polling: { word: "every 5 s", shape: "half", colour: "text-info" },
  offline: { word: "offline", shape: "cross", colour: "text-halt" },
  "signed-out": { word: "signed out", shape: "cross", colour: "text-halt" },
};

interface LiveIndicatorProps {
  readonly state: LiveState;
  /** Age of the newest figure while live, "0.4 s"; the time of the figures while not, "figures of 14:02:31 EST". */
  readonly detail?: string | undefined;
}

export function LiveIndicator({ state, detail }: LiveIndicatorProps) {
  const look = LOOKS[state];
  // The word alone is announced: an age that changes every second would never let a screen reader rest.
  return (
    <span data-live={state} className={cx("inline-flex items-center gap-1.5 whitespace-nowrap text-xs", look.colour)}>
      <ShapeMark shape={look.shape} />
      <span role="status">{look.word}</span>
      {detail !== undefined && <span className="min-w-8 text-muted md:max-lg:hidden">{detail}</span>}
    </span>
  );
}
