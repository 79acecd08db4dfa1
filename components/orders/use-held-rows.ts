"use client";
// Remembers which rows of a live list the reader has seen; new ones wait until they are asked for.
import { useState } from "react";
import { type HeldRows, holdRows } from "#components/audit/held-rows.ts";

export interface HeldList<Row> extends HeldRows<Row> {
  readonly show: () => void;
}

/** `fresh` is what the server says now, newest first. */
export function useHeldRows<Row extends { readonly id: string }>(fresh: readonly Row[]): HeldList<Row> {
  const [shown, setShown] = useState<ReadonlySet<string>>(() => idsOf(fresh));
  // Nothing that was seen is left: what comes now is shown at once, and is the list to keep from then on.
  if (fresh.length > 0 && !fresh.some(({ id }) => shown.has(id))) setShown(idsOf(fresh));
  return { ...holdRows(fresh, shown, ({ id }) => id), show: () => setShown(idsOf(fresh)) };
}

function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id));
}
