/** The days of a run as the worker stored them: a published run never changes, so those that were read last are kept. */
import type { Database } from "#lib/db/client.ts";
import { readDays } from "#lib/db/performance-runs.sql.ts";
import { dayNumber, localDateOf } from "#lib/domain/performance/day-number.ts";
import type { DayPoint } from "#lib/domain/performance/day-series.ts";
import { type WalkedDay, walkDays } from "#lib/domain/performance/returns.ts";
import { asLocalDate } from "#lib/domain/shared/local-date.ts";

/** Without a gap, from the first fact to the day that was not over. */
export interface StoredDays {
  readonly points: readonly DayPoint[];
  /** Worked out when a report first begins with the account; the next ones go on from them. */
  readonly walked: () => readonly WalkedDay[];
}

const NOTHING: StoredDays = { points: [], walked: () => [] };

/** A dozen years of one run are some megabytes. */
const RUNS_KEPT = 4;
const kept = new Map<string, Promise<StoredDays>>();

/** Of a run that is published, or ready. */
export function storedDaysOf(db: Database, run: { readonly id: string; readonly firstDay: string | null } | null) {
  if (run === null || run.firstDay === null) return Promise.resolve(NOTHING);
  const { id, firstDay } = run;
  const found = kept.get(id) ?? readStored(db, id, firstDay);
  // Again at the end: the one that was not asked for longest goes first.
  kept.delete(id);
  kept.set(id, found);
  for (const oldest of kept.keys()) {
    if (kept.size <= RUNS_KEPT) break;
    kept.delete(oldest);
  }
  found.catch(() => kept.delete(id));
  return found;
}

async function readStored(db: Database, runId: string, firstDay: string): Promise<StoredDays> {
  const years = await readDays(db, { runId, from: firstDay, to: "2999-12-31" });
  const low = dayNumber(asLocalDate(firstDay));
  const points: DayPoint[] = [];
  for (const { firstDay: first, equity, inflow, outflow } of years) {
    const start = dayNumber(first);
    for (let at = Math.max(0, low - start); at < equity.length; at += 1)
      points.push({
        day: localDateOf(start + at),
        value: equity[at] ?? null,
        inflow: inflow[at] ?? 0n,
        outflow: outflow[at] ?? 0n,
      });
  }
  let walked: readonly WalkedDay[] | null = null;
  return {
    points,
    walked: () => {
      walked ??= walkDays({ opening: 0n, days: points });
      return walked;
    },
  };
}
