/** Whether this process should be sent requests: the database answers in time, its migrations fit, and nobody has told us to stop. */

import type { Database } from "#lib/db/client.ts";
import { pingDatabase, readMigrations } from "#lib/db/health.sql.ts";
import { isStopping } from "./open-streams.ts";
import { expectedMigrations } from "./own-figures.ts";

export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly accepting: boolean;
}

const ANSWER_WITHIN_MS = 500;
const KEPT_MS = 2_000;

const KEY = Symbol.for("ballast.readiness");
const holder = globalThis as {
  [KEY]?: { readonly at: number; readonly checked: Promise<Omit<Readiness, "accepting">> } | undefined;
};

/** Kept for two seconds: a balancer that asks often does not load the database. */
export async function readiness(database: Database): Promise<Readiness> {
  const at = performance.now();
  const kept = holder[KEY];
  const checked = kept !== undefined && at - kept.at < KEPT_MS ? kept.checked : check(database);
  if (checked !== kept?.checked) holder[KEY] = { at, checked };
  return { ...(await checked), accepting: !isStopping() };
}

async function check(database: Database): Promise<Omit<Readiness, "accepting">> {
  const answers = await inTime(pingDatabase(database).then(() => true));
  if (!answers) return { database: false, migrations: false };
  const applied = await inTime(readMigrations(database));
  return {
    database: true,
    migrations: applied !== null && expectedMigrations().every((name) => applied.includes(name)),
  };
}

/** Null when the work failed or took too long. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
