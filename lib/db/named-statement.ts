/** Calls a PostgreSQL function that answers with one JSON value. */

/** The single `result` column of the single row. The functions build these values, so their shape is known here. */
export async function callJson<T>(rows: Promise<unknown>): Promise<T> {
  const [row] = (await rows) as { result: T }[];
  if (row === undefined) throw new Error("a named statement answers with one row");
  return row.result;
}
