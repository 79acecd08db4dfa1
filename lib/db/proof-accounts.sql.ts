/** Which accounts the proof looks at next, of which only what is new, and up to where each was seen. */
import { Prisma } from "#prisma/generated/client.ts";
import type { Database, Tx } from "./client.ts";

/** So much of each minute goes into looking at accounts whole, each half of it: those that moved, and those that waited. */
const LOOK_MS = 1_500;
/** Rows of some accounts are found one by one: with five million postings each took so many times as long as in a reading of everything. */
const ONE_BY_ONE = 10;
/** What takes longer to choose than to look at. */
const ENTRIES_MIN = 2_000;
const ROUND_HOURS_MIN = 1;
const ROUND_HOURS_MAX = 20;

export interface AccountsToProve {
  /** With an open finding, moved and small, or among those that have waited longest. */
  readonly whole: readonly string[];
  /** Moved, and too large to be looked at whole each time that they do: what is new in them. */
  readonly moved: readonly string[];
  /** In which findings of no account are open: until they have healed they are made for all. */
  readonly checks: readonly string[];
}

/**
 * How much a pass can do is known from the last full one. All accounts one by one take it `LOOK_MS` a minute until each was looked at whole, but
 * an hour at least; an account that alone takes longer than that waits for half of such a round before it has its turn again.
 */
export async function readAccountsToProve(tx: Tx): Promise<AccountsToProve> {
  const [row] = await tx.$queryRaw<AccountsToProve[]>`
    with full_pass as (
      select duration_ms, journals + orders as entries from proof_pass where kind = 'full' and finished_at is not null order by started_at desc limit 1),
    pace as (
      select greatest(${ENTRIES_MIN}::int, coalesce(max(entries * ${LOOK_MS}::int / (greatest(duration_ms, 1)::bigint * ${ONE_BY_ONE}::int)), 0)) as at_once,
        interval '1 hour' * ${roundHours()} as round, coalesce((select least(clock_timestamp() - max(started_at), interval '1 hour')
          from proof_pass where finished_at is not null), interval '1 minute') as since
      from full_pass),
    moving as (
      select a.id, coalesce(p.event_seq, -1) < 0 as unseen, sum(coalesce(p.entries, 0)) over (order by coalesce(p.entries, 0), a.id) as so_far
      from account a left join proof_account p on p.account_id = a.id
      where a.kind <> 'house' and p.event_seq is distinct from a.event_seq),
    -- One that is too large for a pass counts as a whole pass.
    sized as materialized (select p.*, greatest(least(entries, at_once), 1) as part, entries > at_once as is_large from proof_account p, pace),
    waiting as (
      select account_id as id, row_number() over turn as place, sum(part) over turn - part as before
      from sized, pace where not is_large or proved_at < clock_timestamp() - round / 2
      window turn as (order by proved_at, account_id)),
    whole as (
      select id from moving, pace where unseen or so_far <= at_once
      union select account_id from proof_finding where closed_at is null and account_id is not null
      union select w.id from waiting w, pace where place = 1 or before < (select sum(part) from sized) * extract(epoch from since) / extract(epoch from round))
    select array(select id::text from whole order by 1) as whole,
      array(select id::text from moving where id not in (select id from whole) order by 1) as moved,
      array(select distinct check_name from proof_finding where closed_at is null and account_id is null) as checks`;
  if (row === undefined) throw new Error("what to prove is one row");
  return row;
}

/** In hours, from the last full pass: so long it takes until every account was looked at whole. */
function roundHours(): Prisma.Sql {
  return Prisma.sql`greatest(${ROUND_HOURS_MIN}::int, least(${ROUND_HOURS_MAX}::int, coalesce(max(duration_ms), 0) * ${ONE_BY_ONE}::int / (${LOOK_MS}::int * 60.0)))`;
}

/** By their own numbers: what was booked and what became of orders after the event up to which these accounts were seen. */
export async function readMovedRows(
  tx: Tx,
  accounts: readonly string[],
): Promise<{ readonly journals: readonly string[]; readonly orders: readonly string[] }> {
  const [row] = await tx.$queryRaw<{ journals: string[]; orders: string[] }[]>`
    with seen as materialized (select account_id, event_seq from proof_account where account_id = any(${[...accounts]}::uuid[])),
    fills as materialized (select e.journal_id, e.order_id from seen s cross join lateral
      (select journal_id, order_id from execution where account_id = s.account_id and account_seq > s.event_seq) e),
    told as materialized (select a.journal_id from seen s cross join lateral
      (select journal_id from activity where account_id = s.account_id and account_seq > s.event_seq and journal_id is not null) a),
    said as materialized (select v.entity_id from seen s cross join lateral
      (select entity_id from stream_event where account_id = s.account_id and seq > s.event_seq and type = 'order') v)
    select array(select journal_id::text from fills union select journal_id::text from told) as journals,
      array(select order_id::text from fills where order_id is not null union select entity_id::text from said where entity_id is not null) as orders`;
  if (row === undefined) throw new Error("the rows are one row");
  return row;
}

/** Up to which event an account was seen, and what there was in it; null where only what was new was looked at. */
export interface SeenAccount {
  readonly eventSeq: bigint;
  readonly entries: bigint | null;
}

const AT_ONCE = 5_000;

/**
 * In steps, so that no transaction is long; a step that is lost makes the next pass look again.
 * When all were seen, a mark of the last hour stays where nothing moved: on a small desk that is so each minute.
 */
export async function markProved(
  database: Database,
  {
    at,
    accounts,
    seen,
  }: {
    readonly at: Date;
    readonly accounts: readonly string[] | null;
    readonly seen: ReadonlyMap<string, SeenAccount>;
  },
): Promise<void> {
  const all = [...seen];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const [ids, seqs] = [some.map(([id]) => id), some.map(([, { eventSeq }]) => eventSeq)];
    const entries = some.map(([, each]) => each.entries);
    await database.$executeRaw`
      insert into proof_account as p (account_id, event_seq, proved_at, entries)
      select id, seq, ${at}::timestamptz, coalesce(entries, 0) from unnest(${ids}::uuid[], ${seqs}::bigint[], ${entries}::bigint[]) as t (id, seq, entries)
        where entries is not null
      on conflict (account_id) do update set event_seq = excluded.event_seq, proved_at = excluded.proved_at, entries = excluded.entries
        where p.proved_at < excluded.proved_at
          and (${accounts !== null}::boolean or p.event_seq <> excluded.event_seq or p.proved_at < excluded.proved_at - interval '1 hour')`;
    await database.$executeRaw`
      update proof_account p set event_seq = t.seq from unnest(${ids}::uuid[], ${seqs}::bigint[], ${entries}::bigint[]) as t (id, seq, entries)
      where p.account_id = t.id and t.entries is null and p.event_seq between 0 and t.seq`;
  }
}

/** They have their turn in the next pass, as a whole. */
export async function markUnsettled(database: Database, accounts: readonly string[]): Promise<void> {
  await database.$executeRaw`update proof_account set event_seq = -1 where account_id = any(${[...accounts]}::uuid[])`;
}
