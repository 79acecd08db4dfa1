/** From samples to states: what each part of the desk is doing, and what that means for trading. An old sample is unknown, never healthy. */
import type { HealthRows } from "#lib/db/health.sql.ts";
import type { QueueFigures } from "#lib/db/queue-figures.sql.ts";

export const HEALTH_STATES = ["healthy", "degraded", "down", "unknown"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export type ComponentName =
  | "database"
  | "worker"
  | "queue"
  | "market-data"
  | "stream"
  | "limits-store"
  | "books"
  | "migrations"
  | "version";

export interface Observation {
  readonly name: ComponentName;
  readonly state: HealthState;
  readonly detail: string;
  readonly meaning: string;
  readonly latencyMs: number | null;
  /** When the part itself last gave a sign of life; null when it gives none or never did. */
  readonly heardAt: Date | null;
}

/** What a web process knows about itself. */
export interface OwnFigures {
  readonly version: string;
  readonly expectedMigrations: readonly string[];
  readonly streamClients: number;
  /** False while the stream lives by its poll; null before anybody has opened one. */
  readonly streamListening: boolean | null;
  readonly streamOn: boolean;
  /** When memory last had to count because the limits' store did not answer. */
  readonly limitsFallbackAt: Date | null;
}

export interface Samples {
  readonly rows: HealthRows;
  readonly queues: readonly QueueFigures[];
  readonly latencyMs: number;
  readonly own: OwnFigures;
}

const SLOW_DATABASE_MS = 250;
const WORKER_LATE_S = 15;
const WORKER_GONE_S = 60;
const QUEUE_LATE_S = 30;
const QUEUE_STUCK_S = 300;
/** The nightly look may start late and take its time. */
const PROOF_OLD_H = 26;
const PROOF_LATE_S = 900;
const OLDEST_TOLD_MIN = 5;
const FALLBACK_RECENT_MS = 60_000;

export function assess(samples: Samples): Observation[] {
  const now = new Date(samples.rows.now);
  return [
    database(samples),
    worker(samples.rows, now),
    queue(samples.queues),
    marketData(samples.rows, now),
    stream(samples.own),
    limitsStore(samples.own, now),
    books(samples.rows, now),
    migrations(samples.rows.migrations, samples.own.expectedMigrations),
    version(samples.rows, samples.own.version),
  ];
}

function database({ latencyMs, rows }: Samples): Observation {
  const slow = latencyMs >= SLOW_DATABASE_MS;
  return {
    name: "database",
    state: slow ? "degraded" : "healthy",
    detail: slow ? `Answers, but needed ${latencyMs} ms.` : `Answers in ${latencyMs} ms.`,
    meaning: slow ? "Orders are accepted, slowly." : "Orders can be recorded.",
    latencyMs,
    heardAt: new Date(rows.now),
  };
}

function worker({ processes }: HealthRows, now: Date): Observation {
  const base = { name: "worker" as const, latencyMs: null };
  const workers = processes.filter(({ kind }) => kind === "worker");
  const newest = workers[0];
  if (newest === undefined) {
    return {
      ...base,
      state: "down",
      detail: "No worker has reported in ten minutes.",
      meaning: NOTHING_MOVES,
      heardAt: null,
    };
  }
  const heardAt = new Date(newest.seenAt);
  const age = secondsBetween(heardAt, now);
  if (age > WORKER_GONE_S)
    return { ...base, state: "down", detail: `Silent for ${age} s.`, meaning: NOTHING_MOVES, heardAt };
  if (age > WORKER_LATE_S) {
    return {
      ...base,
      state: "unknown",
      detail: `Last heard ${age} s ago.`,
      meaning: "Prices and fills may stand still.",
      heardAt,
    };
  }
  const alive = workers.filter(({ seenAt }) => secondsBetween(new Date(seenAt), now) <= WORKER_LATE_S).length;
  const detail = alive === 1 ? "One worker reports." : `${alive} workers report.`;
  return { ...base, state: "healthy", detail, meaning: "Orders are matched and booked.", heardAt };
}

const NOTHING_MOVES = "Prices stand still and no order is filled until a worker is back.";

function queue(queues: readonly QueueFigures[]): Observation {
  const dead = queues.filter(({ name }) => name === "dead-letters").reduce((sum, { waiting }) => sum + waiting, 0);
  const live = queues.filter(({ name }) => name !== "dead-letters");
  const depth = live.reduce((sum, { waiting, retrying }) => sum + waiting + retrying, 0);
  const oldest = Math.max(0, ...live.map(({ oldestSeconds }) => oldestSeconds));
  const state: HealthState =
    oldest >= QUEUE_STUCK_S ? "down" : oldest >= QUEUE_LATE_S || dead > 0 ? "degraded" : "healthy";
  const letters = dead === 0 ? "" : ` ${dead} dead ${dead === 1 ? "letter" : "letters"} to look at.`;
  return {
    name: "queue",
    state,
    detail: `${depth} ${depth === 1 ? "job waits" : "jobs wait"}, the oldest for ${oldest} s.${letters}`,
    meaning:
      state === "healthy"
        ? "Orders reach the venue."
        : dead > 0 && oldest < QUEUE_LATE_S
          ? "Some work gave up; see Jobs."
          : "Orders may reach the venue late.",
    latencyMs: null,
    heardAt: null,
  };
}

function marketData({ quotes, market }: HealthRows, now: Date): Observation {
  const base = { name: "market-data" as const, latencyMs: null };
  const heardAt = quotes.newestAt === null ? null : new Date(quotes.newestAt);
  if (heardAt === null || market === null) {
    return {
      ...base,
      state: "down",
      detail: "There are no quotes.",
      meaning: "Orders are refused for want of a price.",
      heardAt,
    };
  }
  const ageMs = Math.max(0, now.getTime() - heardAt.getTime());
  const detail = `${quotes.count} quotes of ${market.source}, the newest ${Math.round(ageMs / 100) / 10} s old.`;
  if (ageMs > 30_000)
    return { ...base, state: "down", detail, meaning: "Orders are refused: prices are too old.", heardAt };
  if (ageMs > 10_000)
    return { ...base, state: "degraded", detail, meaning: "Prices are stale; soon orders will be refused.", heardAt };
  if (ageMs > 2_000) return { ...base, state: "degraded", detail, meaning: "Prices are delayed.", heardAt };
  return { ...base, state: "healthy", detail, meaning: "Prices are live.", heardAt };
}

function stream({ streamOn, streamClients, streamListening }: OwnFigures): Observation {
  const base = { name: "stream" as const, latencyMs: null, heardAt: null };
  const watching = `${streamClients} ${streamClients === 1 ? "reader" : "readers"} on this process`;
  if (!streamOn)
    return {
      ...base,
      state: "degraded",
      detail: "Switched off by the flag ui.live_stream.",
      meaning: "Pages ask every 5 s instead.",
    };
  if (streamListening === false) {
    return {
      ...base,
      state: "degraded",
      detail: `${watching}; notifications are cut off.`,
      meaning: "News arrives by poll, up to a second late.",
    };
  }
  return { ...base, state: "healthy", detail: `${watching}.`, meaning: "Pages follow what happens." };
}

function limitsStore({ limitsFallbackAt }: OwnFigures, now: Date): Observation {
  const base = { name: "limits-store" as const, latencyMs: null, heardAt: null };
  if (limitsFallbackAt !== null && now.getTime() - limitsFallbackAt.getTime() < FALLBACK_RECENT_MS) {
    return {
      ...base,
      state: "degraded",
      detail: "Did not answer in time within the last minute; memory counts.",
      meaning: "Limits hold per process only.",
    };
  }
  return { ...base, state: "healthy", detail: "Counts requests.", meaning: "Limits hold across all processes." };
}

/** A finding stops the desk or its account, so that the desk is down or degraded until it has healed. */
function books({ proof }: HealthRows, now: Date): Observation {
  const base = { name: "books" as const, latencyMs: proof.lastFull?.ms ?? null };
  const heardAt = proof.lastAt === null ? null : new Date(proof.lastAt);
  const { lastFull, stopsDesk, stopsAccounts } = proof;
  if (stopsDesk + stopsAccounts > 0) {
    const count = `${stopsDesk + stopsAccounts} ${stopsDesk + stopsAccounts === 1 ? "finding is" : "findings are"} open.`;
    return stopsDesk > 0
      ? { ...base, state: "down", detail: count, meaning: "Journals do not agree; the desk is halted.", heardAt }
      : {
          ...base,
          state: "degraded",
          detail: count,
          meaning: "Accounts whose books do not agree are halted.",
          heardAt,
        };
  }
  if (lastFull === null || heardAt === null) {
    const meaning = "Nobody has looked at the books yet.";
    return { ...base, state: "unknown", detail: "There was no full proof yet.", meaning, heardAt };
  }
  const hours = Math.floor(secondsBetween(new Date(lastFull.at), now) / 3_600);
  const numbers = [lastFull.accounts, lastFull.journals, lastFull.postings].map((count) =>
    count.toLocaleString("en-US"),
  );
  const seen = `${numbers[0]} accounts, ${numbers[1]} journals and ${numbers[2]} postings in ${(lastFull.ms / 1_000).toFixed(1)} s.`;
  if (hours >= PROOF_OLD_H) {
    const detail = `The last full proof is ${hours} h old.`;
    return { ...base, state: "unknown", detail, meaning: "The worker should look at all books each night.", heardAt };
  }
  if (secondsBetween(heardAt, now) > PROOF_LATE_S) {
    const detail = `Not looked at for ${Math.floor(secondsBetween(heardAt, now) / 60)} minutes.`;
    return { ...base, state: "degraded", detail, meaning: "A mistake in the books would be found late.", heardAt };
  }
  const detail = `All seen: ${seen}${oldestLook(proof.oldestAt, now)}`;
  return { ...base, state: "healthy", detail, meaning: "Money and shares add up.", heardAt };
}

/** Where everything is seen each minute it says nothing. */
function oldestLook(oldestAt: string | null, now: Date): string {
  const minutes = oldestAt === null ? 0 : Math.floor(secondsBetween(new Date(oldestAt), now) / 60);
  if (minutes < OLDEST_TOLD_MIN) return "";
  const age = minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} h`;
  return ` The oldest look at an account is ${age} old.`;
}

function migrations(applied: readonly string[], expected: readonly string[]): Observation {
  const base = { name: "migrations" as const, latencyMs: null, heardAt: null };
  const missing = expected.filter((name) => !applied.includes(name));
  const foreign = applied.filter((name) => !expected.includes(name));
  if (missing.length > 0)
    return {
      ...base,
      state: "down",
      detail: `Missing: ${missing.join(", ")}.`,
      meaning: "This version does not fit the database.",
    };
  if (foreign.length > 0) {
    return {
      ...base,
      state: "degraded",
      detail: `The database has ${foreign.join(", ")}, which this version does not know.`,
      meaning: "A newer version has been here.",
    };
  }
  return { ...base, state: "healthy", detail: `${applied.length} applied.`, meaning: "Program and database fit." };
}

function version({ processes }: HealthRows, own: string): Observation {
  const base = { name: "version" as const, latencyMs: null, heardAt: null };
  const others = [...new Set(processes.map((process) => process.version))].filter((found) => found !== own);
  if (others.length > 0) {
    return {
      ...base,
      state: "degraded",
      detail: `This process runs ${own}, others run ${others.join(", ")}.`,
      meaning: "An update is under way, or was left halfway.",
    };
  }
  const web = processes.filter(({ kind }) => kind === "web").length;
  const workers = processes.length - web;
  return {
    ...base,
    state: "healthy",
    detail: `Ballast ${own}; reporting: ${web} web, ${workers} ${workers === 1 ? "worker" : "workers"}.`,
    meaning: "All processes run the same version.",
  };
}

function secondsBetween(earlier: Date, later: Date): number {
  return Math.max(0, Math.round((later.getTime() - earlier.getTime()) / 1000));
}
