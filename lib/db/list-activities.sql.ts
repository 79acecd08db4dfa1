/** Activities and the fills of orders in one list, newest first: each kind is read by its own index as far as the page goes, then merged. */
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface ActivityFilter {
  readonly accountId: string;
  /** All of them when left out, as with everything here. */
  readonly types?: readonly string[] | undefined;
  readonly symbol?: string | undefined;
  readonly instrumentId?: string | undefined;
  /** Days in the account's zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The last instant that counts. */
  readonly until?: Date | undefined;
  readonly importId?: string | undefined;
  /** Only this one. */
  readonly id?: string | undefined;
  /** Only what carried a fee, and fees themselves. */
  readonly withFee?: boolean | undefined;
  /** Only what counts: neither what was taken back nor what took it back. */
  readonly standing?: boolean | undefined;
  /** By what was known then, a day to its end or an instant. */
  readonly knownAt?: string | undefined;
  readonly before?: { readonly at: Date; readonly id: string } | null | undefined;
  readonly limit: number;
}

/** Amounts are plain decimals, instants ISO 8601. */
export interface ActivityRow {
  readonly id: string;
  readonly kind: "activity" | "execution";
  readonly accountId: string;
  readonly type: string;
  readonly day: string;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  readonly instrumentId: string | null;
  readonly symbol: string | null;
  readonly currency: string;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly gross: string | null;
  readonly fee: string;
  readonly ratio: readonly [string, string] | null;
  readonly fxToBase: string | null;
  readonly cash: string | null;
  readonly externalId: string | null;
  readonly importId: string | null;
  readonly corporateActionId: string | null;
  readonly orderId: string | null;
  readonly journalId: string | null;
  readonly reversesId: string | null;
  readonly reversedById: string | null;
}

export function listActivityRows(database: Database | Tx, filter: ActivityFilter): Promise<readonly ActivityRow[]> {
  const { accountId, symbol = null, instrumentId = null, from = null, to = null, until = null, limit } = filter;
  const { importId = null, id = null, withFee = false, standing = false, before } = filter;
  const types = filter.types === undefined ? null : [...filter.types];
  const [at, last] = [before?.at ?? null, before?.id ?? null];
  const knownDay = filter.knownAt?.includes("T") === false ? filter.knownAt : null;
  const knownAt = filter.knownAt === undefined || knownDay !== null ? null : new Date(filter.knownAt);
  return callJson(database.$queryRaw`
    with wanted as (
      select a.id, a.currency_id, a.time_zone, ${at}::timestamptz as at, ${last}::uuid as last,
        coalesce((${at}::timestamptz at time zone a.time_zone)::date, 'infinity') as last_day,
        coalesce(${from}::text::date, '-infinity') as from_day, coalesce(${to}::text::date, 'infinity') as to_day,
        coalesce(${from}::text::date::timestamp at time zone a.time_zone, '-infinity') as from_at,
        coalesce((${to}::text::date + 1)::timestamp at time zone a.time_zone, 'infinity') as before_at,
        coalesce(${until}::timestamptz, 'infinity') as until, coalesce(${knownAt}::timestamptz,
          (${knownDay}::text::date + 1)::timestamp at time zone a.time_zone - interval '1 millisecond', 'infinity') as known,
        case when ${instrumentId}::uuid is not null then array[${instrumentId}::uuid] when ${symbol}::text is null then null else array(select s.id from asset s where s.symbol = ${symbol}::text
          and (s.owner_account_id is null or s.owner_account_id = a.id)) end as assets
      from account a where a.id = ${accountId}::uuid
    ), activities as (
      select v.id, 'activity' as kind, v.type, v.day, v.effective_at, v.recorded_at, v.asset_id, v.currency_id, v.quantity, v.price, v.gross,
        v.fee, v.ratio_new, v.ratio_old, v.fx_to_base, v.external_id, v.import_id, v.corporate_action_id, null::uuid as order_id,
        v.journal_id, v.reverses_id
      from activity v, wanted w
      where v.account_id = w.id and v.day between w.from_day and least(w.to_day, w.last_day)
        and (w.at is null or (v.effective_at, v.id) < (w.at, w.last)) and (w.assets is null or v.asset_id = any(w.assets))
        and v.effective_at <= w.until and v.recorded_at <= w.known
        and (${types}::text[] is null or v.type = any(${types}::text[])) and (not ${withFee}::boolean or v.fee <> 0 or v.type = 'fee')
        and (not ${standing}::boolean or (v.type <> 'reversal'
          and not exists (select 1 from activity r where r.reverses_id = v.id and r.recorded_at <= w.known)))
        and (${importId}::uuid is null or v.import_id = ${importId}::uuid)
        and (${id}::uuid is null or v.id = ${id}::uuid)
      -- Within a day an activity's instant lies in that day: this is the order by instant, as the index has it.
      order by v.day desc, v.effective_at desc, v.id desc limit ${limit}
    ), executions as (
      select e.id, 'execution' as kind, case e.kind when 'bust' then 'reversal' else e.side end as type,
        (e.effective_at at time zone w.time_zone)::date as day, e.effective_at, e.recorded_at, e.asset_id, w.currency_id, e.quantity, e.price,
        e.quantity * e.price as gross, e.fee, null::numeric as ratio_new, null::numeric as ratio_old, null::numeric as fx_to_base,
        null::text as external_id, null::uuid as import_id, null::uuid as corporate_action_id, e.order_id, e.journal_id, e.reverses_id
      from execution e, wanted w
      where e.account_id = w.id and ${importId}::uuid is null and e.effective_at >= w.from_at and e.effective_at < w.before_at
        and (w.at is null or (e.effective_at, e.id) < (w.at, w.last)) and (w.assets is null or e.asset_id = any(w.assets))
        and e.effective_at <= w.until and e.recorded_at <= w.known
        and (${types}::text[] is null or case e.kind when 'bust' then 'reversal' else e.side end = any(${types}::text[]))
        and (not ${withFee}::boolean or e.fee <> 0) and (not ${standing}::boolean or (e.kind <> 'bust'
          and not exists (select 1 from execution b where b.reverses_id = e.id and b.recorded_at <= w.known)))
        and (${id}::uuid is null or e.id = ${id}::uuid)
      order by e.effective_at desc, e.id desc limit ${limit}
    ), page as (
      select * from (select * from activities union all select * from executions) facts order by effective_at desc, id desc limit ${limit}
    )
    select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'accountId', ${accountId}::text, 'type', p.type, 'day', p.day,
      'effectiveAt', to_char(p.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'recordedAt', to_char(p.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'instrumentId', p.asset_id, 'symbol', s.symbol, 'currency', c.symbol, 'quantity', trim_scale(p.quantity)::text,
      'price', trim_scale(p.price)::text, 'gross', trim_scale(p.gross)::text, 'fee', trim_scale(p.fee)::text,
      'ratio', case when p.ratio_new is null then null else json_build_array(trim_scale(p.ratio_new)::text, trim_scale(p.ratio_old)::text) end,
      'fxToBase', trim_scale(p.fx_to_base)::text,
      -- As booked, not as computed: what the journal moved of this currency on this account.
      -- By its journal alone: as long as PostgreSQL knows nothing of the table, it may look through all postings of the account for each line.
      'cash', (select trim_scale(sum(t.amount) filter (where t.account_id = ${accountId}::uuid and t.asset_id = p.currency_id))::text
        from posting t where t.journal_id = p.journal_id),
      'externalId', p.external_id, 'importId', p.import_id, 'corporateActionId', p.corporate_action_id, 'orderId', p.order_id,
      'journalId', p.journal_id, 'reversesId', p.reverses_id,
      'reversedById', case p.kind when 'activity' then (select r.id from activity r where r.reverses_id = p.id)
        else (select b.id from execution b where b.reverses_id = p.id limit 1) end)
      order by p.effective_at desc, p.id desc), '[]') as result
    from page p join asset c on c.id = p.currency_id left join asset s on s.id = p.asset_id`);
}

/** Whose an activity or an execution is; null where there is none of that id. */
export async function accountOfActivity(database: Database, id: string): Promise<string | null> {
  const [found] = await database.$queryRaw<{ accountId: string }[]>`
    select account_id as "accountId" from activity where id = ${id}::uuid
    union all select account_id from execution where id = ${id}::uuid limit 1`;
  return found?.accountId ?? null;
}
