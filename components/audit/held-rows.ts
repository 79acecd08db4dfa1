// Keeps a list still while it is read: rows that were shown stay up to date, new ones wait behind a pill.

export interface HeldRows<Row> {
  readonly rows: readonly Row[];
  /** How many wait. */
  readonly waiting: number;
}

/** `fresh` is what the server says now, `shown` the keys of what the reader has seen. */
export function holdRows<Row>(
  fresh: readonly Row[],
  shown: ReadonlySet<string>,
  keyOf: (row: Row) => string,
): HeldRows<Row> {
  const rows = fresh.filter((row) => shown.has(keyOf(row)));
  // When nothing that was shown is left, there is nobody's place in the list to keep.
  if (rows.length === 0) return { rows: fresh, waiting: 0 };
  return { rows, waiting: fresh.length - rows.length };
}
