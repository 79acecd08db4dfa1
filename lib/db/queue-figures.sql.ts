/** What waits, runs and failed in the queues, and the jobs themselves, read from the tables of pg-boss. */
import type { Database, Tx } from "./client.ts";
import { DEAD_LETTERS, HISTORIES, QUEUES } from "./queues.ts";

export interface QueueFigures {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly retrying: number;
  readonly failed: number;
  /** Since when the oldest job that might run waits; null when none does. */
  readonly oldestAt: Date | null;
  readonly oldestSeconds: number;
}

export const QUEUE_NAMES: readonly string[] = [...QUEUES.map(({ name }) => name), DEAD_LETTERS];

/** Jobs that are done are not counted: they only wait for their removal. */
export function readQueueFigures(database: Database): Promise<QueueFigures[]> {
  return database.$queryRaw<QueueFigures[]>`
    select q.name,
      count(j.id) filter (where j.state = 'created')::int as waiting,
      count(j.id) filter (where j.state = 'active')::int as active,
      count(j.id) filter (where j.state = 'retry')::int as retrying,
      count(j.id) filter (where j.state = 'failed')::int as failed,
      min(j.created_on) filter (where j.state in ('created', 'retry') and j.start_after <= now()) as "oldestAt",
      coalesce(extract(epoch from now() - min(j.created_on) filter (where j.state in ('created', 'retry') and j.start_after <= now())), 0)::int
        as "oldestSeconds"
    from unnest(${QUEUE_NAMES}::text[]) with ordinality as q (name, n)
    left join pgboss.job j on j.name = q.name and j.state in ('created', 'retry', 'active', 'failed')
    group by q.name, q.n
    order by q.n`;
}

/** Of the histories of accounts, which the worker finds by itself: those that were asked for, are being made, or failed. */
export async function readHistoryFigures(database: Database): Promise<QueueFigures> {
  const [row] = await database.$queryRaw<Omit<QueueFigures, "name">[]>`
    select count(*) filter (where status = 'asked')::int as waiting, count(*) filter (where status = 'building')::int as active,
      0 as retrying, (count(*) filter (where status = 'failed' and known_at is not null)
        + (select count(*) from performance_account where failed_at is not null))::int as failed,
      min(created_at) filter (where status = 'asked') as "oldestAt",
      coalesce(extract(epoch from now() - min(created_at) filter (where status = 'asked')), 0)::int as "oldestSeconds"
    from performance_run where status <> 'ready'`;
  return { name: HISTORIES, ...(row ?? NOTHING) };
}

const NOTHING = { waiting: 0, active: 0, retrying: 0, failed: 0, oldestAt: null, oldestSeconds: 0 };

export interface JobRow {
  readonly id: string;
  readonly queue: string;
  readonly state: string;
  readonly data: unknown;
  readonly key: string | null;
  readonly retryCount: number;
  readonly retryLimit: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly error: string | null;
  /** Of a dead letter: the queue it failed in. */
  readonly sourceQueue: string | null;
}

export interface JobFilter {
  readonly queue: string | null;
  readonly states: readonly string[];
  readonly before: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

/** With the histories that could not be made, under the number that their readers see; they are tried again by themselves. */
export function readJobs(database: Database, { queue, states, before, limit }: JobFilter): Promise<JobRow[]> {
  const at = before?.at ?? null;
  const id = before?.id ?? null;
  return database.$queryRaw<JobRow[]>`
    with found as (
      select id, name as queue, state::text as state, data, singleton_key as key, retry_count as "retryCount", retry_limit as "retryLimit",
        date_trunc('milliseconds', created_on) as "createdAt", started_on as "startedAt", completed_on as "completedAt",
        left(coalesce(output ->> 'message', source_output ->> 'message'), 300) as error, source_name as "sourceQueue"
      from pgboss.job where name = any(${QUEUE_NAMES}::text[])
      union all
      select r.id, ${HISTORIES}, 'failed', jsonb_build_object('accountId', r.account_id), null,
        coalesce(p.attempts, 0), 0, r.created_at, null, r.created_at, r.failure, null
      from performance_run r left join performance_account p on p.account_id = r.account_id and r.known_at is null and p.failed_at = r.created_at
      where r.status = 'failed' and (r.known_at is not null or p.account_id is not null))
    select * from found
    where (${queue}::text is null or queue = ${queue}::text) and state = any(${states}::text[])
      and (${at}::timestamptz is null or ("createdAt", id) < (${at}::timestamptz, ${id}::uuid))
    order by "createdAt" desc, id desc
    limit ${limit}::int`;
}

export interface DeadLetter {
  readonly id: string;
  readonly data: { readonly [key: string]: string };
  readonly key: string | null;
  readonly sourceQueue: string | null;
}

/** Locks the dead letter, so that two people redriving it make one job. */
export async function takeDeadLetter(tx: Tx, id: string): Promise<DeadLetter | null> {
  const rows = await tx.$queryRaw<DeadLetter[]>`
    select id, data, singleton_key as key, source_name as "sourceQueue" from pgboss.job
    where name = ${DEAD_LETTERS} and id = ${id}::uuid and state = 'created' for update`;
  return rows[0] ?? null;
}

export async function removeDeadLetter(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`delete from pgboss.job where name = ${DEAD_LETTERS} and id = ${id}::uuid`;
}
