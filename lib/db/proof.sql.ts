/** What the proof keeps about itself: which accounts to look at, when each was seen, and a line for every pass. */
import type { Database, Tx } from "./client.ts";

export type PassKind = "full" | "changed";
export type PassOccasion = "minute" | "nightly" | "request" | "command";

/** Moved since they were last seen, with an open finding, or among those that have waited longest: so many that a round takes these hours. */
export async function readAccountsToProve(tx: Tx, roundHours: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with last as (select extract(epoch from clock_timestamp() - max(started_at)) as seconds from proof_pass where finished_at is not null)
    select a.id from account a left join proof_account p on p.account_id = a.id
    where a.kind <> 'house' and p.event_seq is distinct from a.event_seq
    union select account_id from proof_finding where closed_at is null and account_id is not null
    union (select account_id from proof_account order by proved_at
      limit (select greatest(1, ceil((select count(*) from proof_account) * least(coalesce(seconds, 60), 3600) / (${roundHours}::int * 3600)))::int from last))`;
  return rows.map(({ id }) => id);
}

const AT_ONCE = 5_000;

/**
 * Up to which event each account was seen. In steps, so that no transaction is long; a step that is lost makes the next pass look again.
 * When all were seen, a mark of the last hour stays where nothing moved: on a small desk that is so each minute.
 */
export async function markProved(
  database: Database,
  {
    at,
    accounts,
    seen,
  }: { readonly at: Date; readonly accounts: readonly string[] | null; readonly seen: ReadonlyMap<string, bigint> },
): Promise<void> {
  const all = [...seen];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const [ids, seqs] = [some.map(([id]) => id), some.map(([, seq]) => seq)];
    await database.$executeRaw`
      insert into proof_account (account_id, event_seq, proved_at)
      select id, seq, ${at}::timestamptz from unnest(${ids}::uuid[], ${seqs}::bigint[]) as t (id, seq)
      on conflict (account_id) do update set event_seq = excluded.event_seq, proved_at = excluded.proved_at
        where proof_account.proved_at < excluded.proved_at
          and (${accounts !== null}::boolean or proof_account.event_seq <> excluded.event_seq or proof_account.proved_at < excluded.proved_at - interval '1 hour')`;
  }
}

export interface PassToStore {
  readonly id: string;
  readonly kind: PassKind;
  readonly occasion: PassOccasion;
  readonly at: Date;
  readonly counts: {
    readonly accounts: number;
    readonly orders: number;
    readonly executions: number;
    readonly journals: number;
    readonly postings: number;
  };
  readonly findings: number;
}

/** Answers how long it took, in milliseconds. A request has its row already. */
export async function storePass(tx: Tx, { id, kind, occasion, at, counts, findings }: PassToStore): Promise<number> {
  const { accounts, orders, executions, journals, postings } = counts;
  const [row] = await tx.$queryRaw<{ ms: number }[]>`
    insert into proof_pass (id, kind, occasion, started_at, finished_at, duration_ms, accounts, orders, executions, journals, postings, findings)
    select ${id}::uuid, ${kind}, ${occasion}, ${at}::timestamptz, n.at, greatest(0, extract(epoch from n.at - ${at}::timestamptz) * 1000)::int,
      ${accounts}::int, ${orders}::bigint, ${executions}::bigint, ${journals}::bigint, ${postings}::bigint, ${findings}::int
    from (select clock_timestamp() as at) n
    on conflict (id) do update set started_at = excluded.started_at, finished_at = excluded.finished_at, duration_ms = excluded.duration_ms,
      accounts = excluded.accounts, orders = excluded.orders, executions = excluded.executions, journals = excluded.journals,
      postings = excluded.postings, findings = excluded.findings
    returning duration_ms as ms`;
  if (row === undefined) throw new Error("a pass is stored as one row");
  return row.ms;
}

export interface ProofPace {
  /** Of the last full pass; null when there was none. */
  readonly lastFullMs: number | null;
  /** The night's full pass has not been made: none has begun since the latest 03:00 of the venue's city. */
  readonly nightIsDue: boolean;
  readonly requestedId: string | null;
}

export async function readProofPace(database: Database): Promise<ProofPace> {
  const [row] = await database.$queryRaw<ProofPace[]>`
    with full_pass as (
      select started_at, duration_ms from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1)
    select (select duration_ms from full_pass) as "lastFullMs",
      coalesce((select venue_day(started_at - interval '3 hours') < venue_day(clock_timestamp() - interval '3 hours') from full_pass), true) as "nightIsDue",
      (select id from proof_pass where finished_at is null order by requested_at limit 1) as "requestedId"`;
  if (row === undefined) throw new Error("the pace is one row");
  return row;
}

/** One asked for that has not been answered yet stands for all who ask meanwhile. */
export async function requestPass(tx: Tx, id: string, requestedBy: string): Promise<{ id: string; requestedAt: Date }> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('ballast.proof'))::text`;
  const [row] = await tx.$queryRaw<{ id: string; requestedAt: Date }[]>`
    with waiting as (select id, requested_at from proof_pass where finished_at is null order by requested_at limit 1),
    made as (insert into proof_pass (id, kind, occasion, requested_by, requested_at)
      select ${id}::uuid, 'full', 'request', ${requestedBy}::uuid, clock_timestamp() where not exists (select 1 from waiting)
      returning id, requested_at)
    select id, requested_at as "requestedAt" from waiting union all select id, requested_at from made`;
  if (row === undefined) throw new Error("a request is one row");
  return row;
}

/** What each minute said is old after a week; what nights, people and findings said, after a year. The last full pass always stays. */
export function removeOldPasses(database: Database): Promise<number> {
  return database.$executeRaw`
    delete from proof_pass where id in (
      select id from proof_pass p
      where finished_at < clock_timestamp() - case when occasion = 'minute' and findings = 0 then interval '7 days' else interval '1 year' end
        and id is distinct from (select id from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1)
      order by started_at limit 5000)`;
}

export interface ProofMarks {
  readonly now: Date;
  readonly lastFullAt: Date | null;
  /** When this account was last seen by a pass; null for the desk. */
  readonly accountAt: Date | null;
  readonly openedAt: Date | null;
  /** Whether a finding is open that stops the account, or the desk. */
  readonly findings: boolean;
  /** Whether a full pass was asked for and has not ended. */
  readonly waiting: boolean;
}

export async function readProofMarks(database: Database, accountId: string | null): Promise<ProofMarks> {
  const [row] = await database.$queryRaw<ProofMarks[]>`
    select clock_timestamp() as now,
      (select started_at from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1) as "lastFullAt",
      (select proved_at from proof_account where account_id = ${accountId}::uuid) as "accountAt",
      (select created_at from account where id = ${accountId}::uuid) as "openedAt",
      exists (select 1 from proof_finding where closed_at is null
        and (scope = 'desk' or ${accountId}::uuid is null or account_id = ${accountId}::uuid)) as findings,
      exists (select 1 from proof_pass where finished_at is null) as waiting`;
  if (row === undefined) throw new Error("the marks are one row");
  return row;
}
