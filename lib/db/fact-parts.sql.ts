/** What it takes to read the facts of an account part by part: its days with how many facts each has, and executions whose place is not their own instant's. */
import { asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { Database, Tx } from "./client.ts";

export interface FactDay {
  readonly day: LocalDate;
  readonly facts: number;
}

export interface LateExecution {
  readonly id: string;
  /** Of the newest before it, after which it has its place. */
  readonly at: number;
  readonly day: LocalDate;
}

/** As they stand, in their order; what was taken back is counted too, for nobody needs the exact number. */
export async function readFactDays(db: Database | Tx, accountId: string): Promise<FactDay[]> {
  const rows = await db.$queryRaw<{ day: string; facts: number }[]>`
    select to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as facts from (
      select (e.effective_at at time zone a.time_zone)::date as day, count(*) as n
      from execution e join account a on a.id = e.account_id where e.account_id = ${accountId}::uuid group by 1
      union all select day, count(*) from activity where account_id = ${accountId}::uuid group by 1) d
    group by day order by day`;
  return rows.map(({ day, facts }) => ({ day: asLocalDate(day), facts }));
}

/** Reported after a newer one of its instrument: it is placed after that, as `inOrder` does it. */
export async function readLateExecutions(
  db: Database | Tx,
  accountId: string,
  throughSeq: bigint,
): Promise<LateExecution[]> {
  const rows = await db.$queryRaw<{ id: string; at: number; day: string }[]>`
    select id, (extract(epoch from newest) * 1000)::float8 as at, to_char(newest at time zone zone, 'YYYY-MM-DD') as day
    from (
      select e.id, e.effective_at, a.time_zone as zone, max(e.effective_at) over (partition by e.asset_id order by e.account_seq) as newest
      from execution e join account a on a.id = e.account_id
      where e.account_id = ${accountId}::uuid and e.kind <> 'bust' and e.account_seq <= ${throughSeq}::bigint
        and not exists (select 1 from execution b where b.reverses_id = e.id and b.account_seq <= ${throughSeq}::bigint)) x
    where effective_at < newest order by id`;
  return rows.map(({ id, at, day }) => ({ id, at, day: asLocalDate(day) }));
}
