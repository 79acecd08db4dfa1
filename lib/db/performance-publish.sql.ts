/** Publishes a finished run by one flip, remembers a failed one, and finds what is to be made next. */
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface FinishedRun {
  readonly runId: string;
  readonly accountId: string;
  readonly throughSeq: bigint;
  readonly facts: number;
  readonly lastFactAt: Date | null;
  readonly lastFactDay: string | null;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly figuresOf: Date;
  readonly madeMs: number;
  /** The request that it answers; one that came later stands. */
  readonly answered: bigint;
}

/** Figures change for everybody at once; a run of what was known at an instant is only marked as ready. */
export async function publishRun(tx: Tx, run: FinishedRun, known: boolean): Promise<void> {
  await tx.$executeRaw`
    update performance_run set status = 'ready', through_seq = ${run.throughSeq}, facts = ${run.facts}, last_fact_at = ${run.lastFactAt}::timestamptz,
      last_fact_day = ${run.lastFactDay}::text::date, first_day = ${run.firstDay}::text::date, last_day = ${run.lastDay}::text::date,
      figures_of = ${run.figuresOf}::timestamptz, made_ms = ${run.madeMs}, failure = null, used_at = clock_timestamp()
    where id = ${run.runId}::uuid`;
  if (known) return;
  // Whoever reads the figures before is given the time to end.
  await tx.$executeRaw`
    update performance_run set used_at = clock_timestamp()
    where id = (select run_id from performance_account where account_id = ${run.accountId}::uuid)`;
  await tx.$executeRaw`
    insert into performance_account (account_id, run_id, requested, answered) values (${run.accountId}::uuid, ${run.runId}::uuid, ${run.answered}, ${run.answered})
    on conflict (account_id) do update set run_id = excluded.run_id, answered = excluded.answered,
      stale_from = case when performance_account.requested > excluded.answered then performance_account.stale_from end,
      failed_at = null, failure = null, attempts = 0, retry_at = null`;
}

const RETRY_MAX_SECONDS = 300;

export interface FailedRun {
  readonly accountId: string;
  /** By which people name it. */
  readonly runId: string;
  /** As the machine said it: for administrators. */
  readonly failure: string;
}

/** The figures before stay; the next try comes later with each failure. */
export async function recordFailure(db: Database, { accountId, runId, failure }: FailedRun): Promise<void> {
  await db.$queryRaw`select record_run_failure(${accountId}::uuid, ${runId}::uuid, ${failure}, ${RETRY_MAX_SECONDS}::int)::text`;
}

export interface DueAccount {
  readonly accountId: string;
}

/**
 * Accounts whose history is to be made or made again: asked for, never made, a day older than today's, or with many facts since. In all,
 * one look at each account.
 */
export function findDueAccounts(db: Database, limit: number): Promise<DueAccount[]> {
  return db.$queryRaw<DueAccount[]>`
    select a.id as "accountId"
    from account a
    left join performance_account p on p.account_id = a.id
    left join performance_run r on r.id = p.run_id
    where a.kind <> 'house' and (p.retry_at is null or p.retry_at <= clock_timestamp()) and case
      when p.requested > p.answered then true
      -- In order, so that an account that has none is found so in an index: PostgreSQL thinks that any account has many, and would read all of them.
      when r.id is null then coalesce((select true from execution e where e.account_id = a.id order by e.account_seq limit 1),
        (select true from activity v where v.account_id = a.id order by v.account_seq limit 1), false)
      when r.last_day < (case a.kind when 'book' then clock_timestamp() else venue_now() end at time zone a.time_zone)::date - 1 then true
      else a.event_seq > r.through_seq and (a.event_seq > r.through_seq + 500
        or out_of_place_from(a.id, r.through_seq, r.last_fact_at, r.last_fact_day, a.time_zone) is not null) end
    order by p.requested_at nulls last
    limit ${limit}::int`;
}

export interface AskedRun {
  readonly runId: string;
  readonly accountId: string;
  readonly knownAt: Date;
}

/** Reports of what was known then, asked for and not made yet. */
export function findAskedRuns(db: Database, limit: number): Promise<AskedRun[]> {
  return db.$queryRaw<AskedRun[]>`
    select id as "runId", account_id as "accountId", known_at as "knownAt" from performance_run
    where status = 'asked' order by created_at limit ${limit}::int`;
}

export interface KnownRun {
  readonly id: string;
  readonly accountId: string;
  readonly knownAt: Date;
  /** The days up to this one are asked for. */
  readonly through: string;
}

/** Asks once; whoever asks again finds the same run. False where the account has asked for so many already that none of them is made yet. */
export async function askForRun(db: Database, { id, accountId, knownAt, through }: KnownRun): Promise<boolean> {
  return callJson(db.$queryRaw`
    select ask_known_run(${id}::uuid, ${accountId}::uuid, ${knownAt}::timestamptz, ${through}::text::date, ${KNOWN_RUNS_MAX}::int) as result`);
}

/** Of one account: each is as large as its history. */
export const KNOWN_RUNS_MAX = 8;

/** The last moment up to this one at which anything was recorded: between two of them the same was known. The beginning of time before the first. */
export async function readKnownMoment(db: Database, accountId: string, at: Date): Promise<Date> {
  const [row] = await db.$queryRaw<{ moment: Date }[]>`
    select greatest((select max(recorded_at) from execution where account_id = ${accountId}::uuid and recorded_at <= ${at}::timestamptz),
      (select max(recorded_at) from activity where account_id = ${accountId}::uuid and recorded_at <= ${at}::timestamptz), 'epoch') as moment`;
  return row?.moment ?? new Date(0);
}

/** So that the one that nobody looks at goes first. */
export async function markKnownRunUsed(db: Database, runId: string): Promise<void> {
  await db.$executeRaw`
    update performance_run set used_at = clock_timestamp() where id = ${runId}::uuid and used_at < clock_timestamp() - interval '10 seconds'`;
}

/** Not one that was published all the same. */
export async function failAskedRun(db: Database, runId: string, failure: string): Promise<void> {
  await db.$executeRaw`
    update performance_run set status = 'failed', failure = ${failure}, created_at = clock_timestamp() where id = ${runId}::uuid and status <> 'ready'`;
}

/**
 * What nobody looks at any more: runs that a newer one has replaced, but not under the eyes of who is reading; what a killed worker has left;
 * failed ones when there are good figures again; and runs of an earlier knowledge that were not asked for during a day.
 */
export async function removeOldRuns(db: Database): Promise<number> {
  return db.$executeRaw`
    delete from performance_run r
    where case
      when r.known_at is not null then r.used_at < clock_timestamp() - interval '1 day'
      when r.status = 'failed' then not exists (
        select 1 from performance_account p where p.account_id = r.account_id and p.failed_at = r.created_at)
      when r.status = 'building' then r.created_at < clock_timestamp() - interval '10 minutes'
      else r.used_at < clock_timestamp() - interval '1 minute' and not exists (select 1 from performance_account p where p.run_id = r.id)
    end`;
}
