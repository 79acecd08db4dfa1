// A state in word, shape and colour; the word alone is enough.
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type Tone = "neutral" | "up" | "down" | "warn" | "info" | "live" | "paper" | "halt";
export type Shape = "dot" | "ring" | "half" | "square" | "diamond" | "triangle" | "check" | "cross" | "dash";

const TONES: Record<Tone, string> = {
  neutral: "text-muted border-line-strong bg-panel",
  up: "text-up border-up/50 bg-up-soft",
  down: "text-down border-down/50 bg-down-soft",
  warn: "text-warn border-warn/50 bg-warn-soft",
  info: "text-info border-info/50 bg-info-soft",
  live: "text-live border-live/50 bg-live-soft",
  paper: "text-paper border-paper bg-paper-soft",
  halt: "text-halt border-halt bg-halt-soft",
};

const FILLED: Record<Exclude<Shape, "ring" | "check" | "cross" | "dash">, string> = {
  dot: "M5 1.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  half: "M5 1.5a3.5 3.5 0 0 0 0 7z",
  square: "M2 2h6v6H2z",
  diamond: "M5 .8 9.2 5 5 9.2.8 5z",
  triangle: "M5 1.2 9.3 8.8H.7z",
};
const STROKED = {
  ring: "M5 1.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  half: "M5 1.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  check: "M1.5 5.5 4 8l4.5-6",
  cross: "M2 2l6 6M8 2 2 8",
  dash: "M1.5 5h7",
} as const;

export function ShapeMark({ shape, className }: { shape: Shape; className?: string | undefined }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className={cx("size-2.5 shrink-0", className)}>
      {shape in FILLED && <path d={FILLED[shape as keyof typeof FILLED]} fill="currentColor" />}
      {shape in STROKED && (
        <path
          d={STROKED[shape as keyof typeof STROKED]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}

interface BadgeProps {
  readonly tone?: Tone;
  readonly shape?: Shape;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

export function Badge({ tone = "neutral", shape, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex items-center gap-1 rounded-sm border px-1.5 py-px text-2xs font-medium whitespace-nowrap",
        TONES[tone],
      )}
    >
      {shape && <ShapeMark shape={shape} />}
      {children}
    </span>
  );
}
