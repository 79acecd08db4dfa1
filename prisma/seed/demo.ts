/** The demo: four people and three months of two traders' orders, made through the same verbs and venue as everything else, under a past clock. */

import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "#lib/db/client.ts";
import { type Lease, releaseLease, renewLease, takeLease } from "#lib/worker/lease.ts";
import { openToolDesk, type ToolDesk } from "#lib/worker/tool-desk.ts";
import { VENUE_LEASE } from "#lib/worker/venue-leader.ts";
import { gatherCast, makePeople } from "./demo-cast.ts";
import { openingOf, planOf } from "./demo-plan.ts";
import { goTo, returnToPresent, type SavedQuotes, saveQuotes, setVenueTime } from "./demo-prices.ts";
import { clearProgress, type DemoProgress, readProgress, writeProgress } from "./demo-progress.ts";
import { finishDispatch } from "./demo-resume.ts";
import { Stage } from "./demo-stage.ts";

const MINUTE_MS = 60_000;
/** Short, so that after a kill the next start need not wait long. */
const LEASE_MS = 4_000;
const LEASE_LOOKS_MAX = 20;
const LEASE_LOOK_PAUSE_MS = 500;

/** Does nothing when the database has users, unless a start that was killed has left the demo half made: then it makes the rest. */
export async function seedDemo({ url }: { readonly url: string }): Promise<void> {
  let now = new Date();
  const desk = await openToolDesk({
    url,
    name: "ballast-demo",
    source: "ui",
    hashKey: randomUUID(),
    accessRules: { sessionIdleMinutes: 1, sessionMaxHours: 1, signInFailuresMax: 1 },
    now: () => now,
  });
  const setNow = (at: Date): void => {
    now = at;
  };
  const { database } = desk;
  try {
    const market = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    const begun = await readProgress(database);
    if (begun === null && (await database.user.count()) > 0) return;
    const progress = begun ?? { end: await lastMinute(database, market.source), done: 0 };
    const quotes = begun === null ? await saveQuotes(database) : null;
    if (begun === null) await writeProgress(database, progress);
    // A replay has no past of its own before bars are imported: its people start without accounts.
    if (progress.end === null) await makePeople(desk);
    else await makePast(desk, market.source, { ...progress, end: progress.end }, setNow);
    await finish(database, market.source, progress.end, quotes);
  } finally {
    await desk.close();
  }
}

/** Up to here the market has prices. */
async function lastMinute(database: Database, source: string): Promise<Date | null> {
  const { _max } = await database.bar.aggregate({ where: { source, interval: "1m" }, _max: { startAt: true } });
  return _max.startAt === null ? null : new Date(_max.startAt.getTime() + MINUTE_MS - 1);
}

async function makePast(
  desk: ToolDesk,
  source: string,
  { end, done }: DemoProgress & { readonly end: Date },
  setNow: (at: Date) => void,
): Promise<void> {
  const { database } = desk;
  const lease = await leadVenue(database);
  try {
    const stage = new Stage(desk, source, lease, setNow);
    const steps = await planOf(stage, end);
    const { venueAt } = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
    if (venueAt === null) await stage.goTo(openingOf(end));
    else setNow(venueAt);
    const cast = await gatherCast(desk);
    await finishDispatch(desk);
    for (const [index, step] of steps.entries()) {
      if (index < done) continue;
      // Only the first one may have been begun before.
      stage.begin(index, index === done);
      await step(stage, cast);
      await desk.drain();
      await writeProgress(database, { end, done: index + 1 });
      await renewLease(database, lease, LEASE_MS);
    }
  } finally {
    await releaseLease(database, lease);
  }
}

/** A start that was killed has left its lease behind; a worker that lives keeps renewing its own. */
async function leadVenue(database: Database): Promise<Lease> {
  for (let look = 1; look <= LEASE_LOOKS_MAX; look += 1) {
    const lease = await takeLease(database, VENUE_LEASE, randomUUID(), LEASE_MS);
    if (lease !== null) return lease;
    await pause(LEASE_LOOK_PAUSE_MS);
  }
  throw new Error("A worker leads the venue: stop it before the demo is made.");
}

/** The present again. Where the quotes of the beginning are not known any more, those of the last bars stand for them. */
async function finish(database: Database, source: string, end: Date | null, quotes: SavedQuotes | null): Promise<void> {
  if (quotes !== null) await returnToPresent(database, quotes);
  else {
    if (end !== null) await goTo(database, source, end);
    await setVenueTime(database, null);
  }
  await clearProgress(database);
}
