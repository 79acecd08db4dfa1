/** Venue time: the wall clock on a live simulated market, the bars' time in a replay, what the operator set on a stepped one. */
import type { Database, Tx } from "#lib/db/client.ts";

export async function readVenueTime(db: Database | Tx): Promise<Date> {
  const rows = await db.$queryRaw<{ at: Date }[]>`select venue_now() as at`;
  const at = rows[0]?.at;
  if (at === undefined) throw new Error("venue_now() answers with one row");
  return at;
}
