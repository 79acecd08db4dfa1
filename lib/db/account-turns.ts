/** Placing orders and recording the venue's answers both lock accounts: within a process they take turns instead of waiting inside PostgreSQL. */
import type { Database } from "./client.ts";
import { createTurns, type Turns } from "./gather.ts";

const known = new WeakMap<Database, Turns>();

/** Of one database handle; names are account ids. */
export function accountTurns(database: Database): Turns {
  const turns = known.get(database) ?? createTurns();
  known.set(database, turns);
  return turns;
}
