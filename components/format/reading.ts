// A figure ready for the screen: its text, its direction as sign and arrow, and the cause when there is none.
import { HIDDEN, MISSING } from "./number-format.ts";
import { signOf } from "./string-decimal.ts";

export type Direction = "up" | "down" | "flat";

export interface Reading {
  readonly text: string;
  readonly direction: Direction;
  /** Why the figure is missing or not shown; null for a figure. */
  readonly cause: string | null;
}

export const ARROWS: Record<Direction, string> = { up: "▲", down: "▼", flat: "" };

export function directionOf(value: string): Direction {
  const sign = signOf(value);
  return sign > 0 ? "up" : sign < 0 ? "down" : "flat";
}

export function missing(cause: string): Reading {
  return { text: MISSING, direction: "flat", cause };
}

export function hiddenReading(): Reading {
  return { text: HIDDEN, direction: "flat", cause: "Balances are hidden" };
}

interface Amount {
  readonly value: string | null;
  readonly cause?: string | undefined;
  readonly hidden?: boolean | undefined;
}

/** The order of precedence that every figure shares: hidden, then missing, then the figure. */
export function readingOf({ value, cause, hidden }: Amount, write: (value: string) => string): Reading {
  if (hidden) return hiddenReading();
  if (value === null) return missing(cause ?? "No figure yet");
  return { text: write(value), direction: directionOf(value), cause: null };
}
