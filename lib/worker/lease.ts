/** Leadership under a lease row: one holder at a time by the database's clock, each with an epoch that its writes must still carry. */
import { setTimeout as pause } from "node:timers/promises";
import type { Database, Tx } from "#lib/db/client.ts";

export interface Lease {
  readonly name: string;
  readonly epoch: bigint;
}

export interface Term extends Lease {
  /** Aborted when the lease is lost or leadership ends: stop at once. */
  readonly signal: AbortSignal;
}

export interface LeadOptions {
  readonly database: Database;
  readonly name: string;
  /** This process. */
  readonly holder: string;
  readonly ttlMs?: number;
  readonly signal: AbortSignal;
  readonly onChange?: (leading: boolean, epoch: bigint) => void;
  readonly onError: (error: unknown) => void;
}

const TTL_MS = 5_000;

export class LeaseLost extends Error {
  constructor({ name, epoch }: Lease) {
    super(`The lease ${name} is no longer held with epoch ${epoch}.`);
    this.name = "LeaseLost";
  }
}

/** The lease, if nobody holds it: every holder has a higher epoch than the one before. */
export async function takeLease(
  database: Database,
  name: string,
  holder: string,
  ttlMs = TTL_MS,
): Promise<Lease | null> {
  const rows = await database.$queryRaw<{ epoch: bigint }[]>`
    insert into worker_lease (name, holder, epoch, expires_at)
    values (${name}, ${holder}::uuid, 1, clock_timestamp() + make_interval(secs => ${ttlMs}::int / 1000.0))
    on conflict (name) do update set holder = excluded.holder, epoch = worker_lease.epoch + 1, expires_at = excluded.expires_at
      where worker_lease.expires_at <= clock_timestamp()
    returning epoch`;
  const epoch = rows[0]?.epoch;
  return epoch === undefined ? null : { name, epoch };
}

/** False when somebody else has taken over. */
export async function renewLease(database: Database, { name, epoch }: Lease, ttlMs = TTL_MS): Promise<boolean> {
  const renewed = await database.$executeRaw`
    update worker_lease set expires_at = clock_timestamp() + make_interval(secs => ${ttlMs}::int / 1000.0)
    where name = ${name} and epoch = ${epoch}::bigint`;
  return renewed === 1;
}

/** Ends it before its time, so that the next leader need not wait. */
export async function releaseLease(database: Database, { name, epoch }: Lease): Promise<void> {
  await database.$executeRaw`
    update worker_lease set expires_at = clock_timestamp() where name = ${name} and epoch = ${epoch}::bigint`;
}

/** First in every transaction of a leader: a successor waits until it has committed, and a former leader gets no further. */
export async function holdLease(tx: Tx, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from worker_lease where name = ${lease.name} and epoch = ${lease.epoch}::bigint for share`;
  if (rows.length === 0) throw new LeaseLost(lease);
}

/** Waits for the lease, leads under it, and again, until `signal` ends it. */
export async function lead(options: LeadOptions, work: (term: Term) => Promise<void>): Promise<void> {
  const { database, name, holder, signal, onError, ttlMs = TTL_MS } = options;
  while (!signal.aborted) {
    const asked = performance.now();
    const lease = await takeLease(database, name, holder, ttlMs).catch((error: unknown) => {
      onError(error);
      return null;
    });
    if (lease === null) {
      await pause(ttlMs / 5, undefined, { signal }).catch(() => undefined);
      continue;
    }
    await serve(options, lease, asked + ttlMs, work);
  }
}

async function serve(
  options: LeadOptions,
  lease: Lease,
  until: number,
  work: (term: Term) => Promise<void>,
): Promise<void> {
  const { database, signal, onChange, onError, ttlMs = TTL_MS } = options;
  const over = new AbortController();
  const ends = AbortSignal.any([signal, over.signal]);
  onChange?.(true, lease.epoch);
  const renewing = keepRenewed(database, lease, until, ttlMs, ends, onError).then(() => over.abort());
  try {
    await work({ ...lease, signal: ends });
  } catch (error) {
    if (!(error instanceof LeaseLost)) onError(error);
  }
  over.abort();
  await renewing;
  onChange?.(false, lease.epoch);
  await releaseLease(database, lease).catch(onError);
  // A term that failed at once must not be repeated in a tight loop.
  await pause(200, undefined, { signal }).catch(() => undefined);
}

/** Returns when the lease is lost: taken by another, or not renewed in time by this process's own clock. */
async function keepRenewed(
  database: Database,
  lease: Lease,
  firstUntil: number,
  ttlMs: number,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  let until = firstUntil;
  while (!signal.aborted) {
    await pause(ttlMs / 3, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const asked = performance.now();
    const left = until - asked;
    if (left <= 0) return;
    const renewed = await Promise.race([
      renewLease(database, lease, ttlMs).catch((error: unknown) => {
        onError(error);
        return null;
      }),
      pause(left, null, { signal }).catch(() => null),
    ]);
    if (renewed === false) return;
    if (renewed === true) until = asked + ttlMs;
  }
}
