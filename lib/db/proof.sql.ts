/** What the proof keeps about itself: a line for every pass, what was asked for, and what says that more is due. */
import { Prisma } from "#prisma/generated/client.ts";
import type { Database, Tx } from "./client.ts";

export type PassKind = "full" | "changed";
export type PassOccasion = "minute" | "nightly" | "request" | "command";

/**
 * How often the server has seen a row changed or removed in the tables that only ever grow. It counts with a few seconds' delay and from nothing
 * again after a crash; a difference is reason enough to look at everything, and none proves nothing.
 */
export async function readRewritten(database: Database): Promise<bigint> {
  const [row] = await database.$queryRaw<{ rows: bigint }[]>(Prisma.sql`select ${REWRITTEN} as rows`);
  return row?.rows ?? 0n;
}

const REWRITTEN = Prisma.sql`(select coalesce(sum(n_tup_upd + n_tup_del), 0)::bigint from pg_stat_user_tables
  where schemaname = 'public' and relname in ('journal', 'posting', 'execution', 'activity'))`;

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
  /** Suspected, and nobody could say in time whether it lasts. */
  readonly unsettled: number;
  readonly rewritten: bigint;
}

/** Answers how long it took, in milliseconds. A request has its row already. */
export async function storePass(tx: Tx, pass: PassToStore): Promise<number> {
  const { id, kind, occasion, at, counts, findings, unsettled, rewritten } = pass;
  const { accounts, orders, executions, journals, postings } = counts;
  const [row] = await tx.$queryRaw<{ ms: number }[]>`
    insert into proof_pass (id, kind, occasion, started_at, finished_at, duration_ms, accounts, orders, executions, journals, postings, findings,
      unsettled, rewritten)
    select ${id}::uuid, ${kind}, ${occasion}, ${at}::timestamptz, n.at, greatest(0, extract(epoch from n.at - ${at}::timestamptz) * 1000)::int,
      ${accounts}::int, ${orders}::bigint, ${executions}::bigint, ${journals}::bigint, ${postings}::bigint, ${findings}::int,
      ${unsettled}::int, ${rewritten}::bigint
    from (select clock_timestamp() as at) n
    on conflict (id) do update set started_at = excluded.started_at, finished_at = excluded.finished_at, duration_ms = excluded.duration_ms,
      accounts = excluded.accounts, orders = excluded.orders, executions = excluded.executions, journals = excluded.journals,
      postings = excluded.postings, findings = excluded.findings,
      unsettled = excluded.unsettled, rewritten = excluded.rewritten
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
  /** Something says that changed accounts are not enough: rows that only grow were changed, or a mismatch of no account could not be settled. */
  readonly everythingIsDue: boolean;
}

export async function readProofPace(database: Database): Promise<ProofPace> {
  const [row] = await database.$queryRaw<ProofPace[]>`
    with full_pass as (
      select started_at, duration_ms, rewritten from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1)
    select (select duration_ms from full_pass) as "lastFullMs",
      coalesce((select venue_day(started_at - interval '3 hours') < venue_day(clock_timestamp() - interval '3 hours') from full_pass), true) as "nightIsDue",
      (select id from proof_pass where finished_at is null order by requested_at limit 1) as "requestedId",
      coalesce((select rewritten <> ${REWRITTEN} from full_pass), false)
        or exists (select 1 from proof_pass p, full_pass f where p.finished_at is not null and p.started_at >= f.started_at and p.unsettled > 0)
        as "everythingIsDue"`;
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
  /** Of all accounts, when the one was looked at whole that has waited longest. */
  readonly oldestAt: Date | null;
  /** Whether a finding is open that stops the account, or the desk. */
  readonly findings: boolean;
  /** Whether a full pass was asked for and has not ended. */
  readonly waiting: boolean;
}

export async function readProofMarks(database: Database, accountId: string | null): Promise<ProofMarks> {
  const [row] = await database.$queryRaw<ProofMarks[]>`
    with full_pass as (select started_at from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1)
    select clock_timestamp() as now, (select started_at from full_pass) as "lastFullAt",
      (select proved_at from proof_account where account_id = ${accountId}::uuid) as "accountAt",
      (select created_at from account where id = ${accountId}::uuid) as "openedAt",
      case when ${accountId}::uuid is null then greatest((select started_at from full_pass),
        (select min(coalesce(p.proved_at, a.created_at)) from account a left join proof_account p on p.account_id = a.id where a.kind <> 'house'))
        end as "oldestAt",
      exists (select 1 from proof_finding where closed_at is null
        and (scope = 'desk' or ${accountId}::uuid is null or account_id = ${accountId}::uuid)) as findings,
      exists (select 1 from proof_pass where finished_at is null) as waiting`;
  if (row === undefined) throw new Error("the marks are one row");
  return row;
}
