"use client";
// A price whose background flashes once when it changes; the text itself never moves.
import { useState } from "react";
import { compareDecimals } from "#components/format/string-decimal.ts";

interface FlashTextProps {
  /** The plain decimal behind the text; null when there is none. */
  readonly value: string | null;
  readonly text: string;
}

interface Seen {
  readonly value: string | null;
  readonly changes: number;
  readonly className: string;
}

export function FlashText({ value, text }: FlashTextProps) {
  const [seen, setSeen] = useState<Seen>({ value, changes: 0, className: "" });

  // Derived while rendering: an effect would show the new price one frame before its flash.
  if (seen.value !== value) {
    const order = value === null || seen.value === null ? 0 : compareDecimals(value, seen.value);
    setSeen({
      value,
      changes: seen.changes + 1,
      className: order > 0 ? "flash-up" : order < 0 ? "flash-down" : "",
    });
  }
  // A new key restarts the animation even when two rises follow each other.
  return (
    <span key={seen.changes} className={`rounded-sm ${seen.className}`}>
      {text}
    </span>
  );
}
