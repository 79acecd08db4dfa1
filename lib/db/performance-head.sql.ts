/** What a report begins with, in one statement: the account, the run whose figures are shown, and what has happened since. */
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface SplitRow {
  readonly instrumentId: string;
  readonly day: string;
  readonly ratioNew: string;
  readonly ratioOld: string;
}

export interface RunRow {
  readonly id: string;
  readonly status: "asked" | "building" | "ready" | "failed";
  readonly throughSeq: string;
  readonly facts: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly lastFactAt: string | null;
  readonly lastFactDay: string | null;
  readonly figuresOf: string;
  /** Of a run of what was known then: something had begun before that moment, and was only kept after the run was made. */
  readonly missed: boolean;
}

export interface PerformanceHead {
  readonly accountId: string;
  readonly kind: "paper" | "book";
  readonly currencyId: string;
  readonly timeZone: string;
  readonly lotMethod: string;
  readonly marketSource: string;
  readonly benchmarkId: string | null;
  readonly eventSeq: string;
  /** Of the account's day: venue time, or the clock's for a book, which no venue knows. */
  readonly now: string;
  readonly today: string;
  /** The market's closes are final for days before this one. */
  readonly venueDay: string;
  readonly requested: string;
  readonly answered: string;
  readonly staleFrom: string | null;
  readonly failedAt: string | null;
  /** The run that failed then; null when that is not known any more. */
  readonly failedRunId: string | null;
  readonly run: RunRow | null;
  /** The first day of something newer that has its place among the facts of the run, or takes one of them back. */
  readonly outOfPlaceFrom: string | null;
  /** All that are known today, also of days after the report's: closes that are adjusted for splits are so for these as well. */
  readonly splits: readonly SplitRow[];
}

/** With `knownAt` the run is the one of that instant, if it was made. */
export async function readPerformanceHead(
  db: Database | Tx,
  accountId: string,
  knownAt: Date | null = null,
): Promise<PerformanceHead | null> {
  const [head] = await readPerformanceHeads(db, [accountId], knownAt);
  return head ?? null;
}

/** Of several accounts in the same statement, in no order. */
export async function readPerformanceHeads(
  db: Database | Tx,
  accountIds: readonly string[],
  knownAt: Date | null = null,
): Promise<PerformanceHead[]> {
  const rows = await db.$queryRaw<{ result: PerformanceHead }[]>`
    select jsonb_build_object(
      'accountId', a.id, 'kind', a.kind, 'currencyId', a.currency_id, 'timeZone', a.time_zone, 'lotMethod', a.lot_method,
      'marketSource', a.market_source, 'benchmarkId', a.benchmark_id, 'eventSeq', a.event_seq::text, 'now', t.at,
      'today', to_char(t.at at time zone a.time_zone, 'YYYY-MM-DD'), 'venueDay', to_char(venue_day(venue_now()), 'YYYY-MM-DD'),
      'requested', coalesce(p.requested, 0)::text, 'answered', coalesce(p.answered, 0)::text,
      'staleFrom', case when isfinite(p.stale_from) then to_char(p.stale_from, 'YYYY-MM-DD') end, 'failedAt', p.failed_at,
      'failedRunId', case when p.failed_at is not null then (select f.id from performance_run f
        where f.account_id = a.id and f.known_at is null and f.status = 'failed' and f.created_at = p.failed_at) end,
      'run', case when r.id is null then null else jsonb_build_object('id', r.id, 'status', r.status, 'throughSeq', r.through_seq::text,
        'facts', r.facts, 'firstDay', to_char(r.first_day, 'YYYY-MM-DD'), 'lastDay', to_char(r.last_day, 'YYYY-MM-DD'),
        'lastFactAt', r.last_fact_at,
        'lastFactDay', to_char(r.last_fact_day, 'YYYY-MM-DD'), 'figuresOf', r.figures_of,
        'missed', known_run_missed(a.id, r.through_seq, r.known_at)) end,
      'outOfPlaceFrom', case when r.known_at is null then
        to_char(out_of_place_from(a.id, r.through_seq, r.last_fact_at, r.last_fact_day, a.time_zone), 'YYYY-MM-DD') end,
      'splits', coalesce((
        select jsonb_agg(jsonb_build_object('instrumentId', s.asset_id, 'day', to_char(s.day, 'YYYY-MM-DD'),
          'ratioNew', trunc(s.ratio_new)::text, 'ratioOld', trunc(s.ratio_old)::text) order by s.day)
        from (
          select v.asset_id, v.day, v.ratio_new, v.ratio_old from activity v
          where v.account_id = a.id and v.type = 'split' and not exists (select 1 from activity x where x.reverses_id = v.id)
          union all
          select c.asset_id, c.ex_day, c.ratio_new, c.ratio_old from corporate_action c
          where c.kind = 'split' and c.status = 'applied' and c.asset_id in (select asset_id from position where account_id = a.id)
            and not exists (select 1 from activity v where v.account_id = a.id and v.corporate_action_id = c.id)) s), '[]')) as result
    from account a
    cross join lateral (select case a.kind when 'book' then clock_timestamp() else venue_now() end as at) t
    left join performance_account p on p.account_id = a.id
    left join performance_run r on case when ${knownAt}::timestamptz is null then r.id = p.run_id
      else r.account_id = a.id and r.known_at = ${knownAt}::timestamptz end
    where a.id = any(${[...accountIds]}::uuid[]) and a.kind <> 'house'`;
  return rows.map(({ result }) => result);
}

export interface AssetRow {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
}

export async function readAssetNames(
  db: Database | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AssetRow>> {
  const rows = await callJson<readonly AssetRow[]>(db.$queryRaw`
    select coalesce(json_agg(json_build_object('id', id, 'symbol', symbol, 'name', name)), '[]') as result
    from asset where id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
