-- The books beside the order path: facts of an account that are no executions, and lots rebuilt from facts. Each is one round trip.

-- Locks the account, lets its day begin with what is there, and returns what recording facts needs of it and of these instruments.
create or replace function books_open(p_account uuid, p_assets uuid[]) returns jsonb language plpgsql volatile as $$
declare
  acc account;
  now_at timestamptz := venue_now();
begin
  select * into acc from account where id = p_account and kind <> 'house' for no key update;
  if not found then
    return null;
  end if;
  perform ensure_account_day(acc.id, venue_day(now_at));
  return jsonb_build_object(
    'id', acc.id, 'kind', acc.kind, 'status', acc.status, 'currencyId', acc.currency_id, 'timeZone', acc.time_zone,
    'lotMethod', acc.lot_method, 'multiplier', acc.multiplier, 'eventSeq', acc.event_seq::text, 'version', acc.version,
    'venueAt', now_at, 'wallAt', clock_timestamp(), 'today', venue_day(now_at),
    'todayFrom', venue_day(now_at)::timestamp at time zone 'America/New_York',
    'balances', coalesce((select jsonb_agg(jsonb_build_object('assetId', b.asset_id, 'symbol', s.symbol, 'posted', b.posted::text,
        'held', b.held::text, 'floor', b.floor::text))
      from balance b join asset s on s.id = b.asset_id
      where b.account_id = acc.id and (s.kind = 'currency' or b.asset_id = any(p_assets))), '[]'),
    'instruments', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'symbol', s.symbol, 'currencyId', s.currency_id,
        'currency', (select c.symbol from asset c where c.id = s.currency_id), 'ownerAccountId', s.owner_account_id,
        'quantity', coalesce(p.quantity, 0)::text, 'cost', coalesce(p.cost, 0)::text, 'rebuilt', coalesce(p.rebuilt, false),
        'lotMethod', p.lot_method, 'collateralHoldId', p.collateral_hold_id, 'collateral', coalesce(h.amount, 0)::text,
        'startPrice', (select previous_close::text from quote q where q.asset_id = s.id and q.source = acc.market_source),
        'openOrders', (select count(*) from orders o where o.account_id = acc.id and o.asset_id = s.id
          and o.status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held'))))
      from asset s left join position p on p.account_id = acc.id and p.asset_id = s.id left join hold h on h.id = p.collateral_hold_id
      where s.id = any(p_assets) and s.kind = 'instrument'), '[]'),
    'assignments', coalesce((select jsonb_agg(jsonb_build_object('closingId', closing_id, 'openingId', opening_id, 'quantity', quantity::text)
        order by closing_id, opening_id)
      from lot_assignment where account_id = acc.id), '[]'));
end $$;

-- Journals with their postings, and the activities they are of: given as they come, or drafted before (books-draft.sql), or both. What moves
-- comes as columns of words, for it may be thousands of times two postings; who gives what to whom repeats, and is told once. What takes a
-- journal back moves what it moved, the other way.
drop function if exists activities_write(json, json, json, json, text, text, text);
create or replace function activities_write(p json, p_given_journals json, p_given_activities json, p_given_kinds json, p_journals text,
  p_kinds text, p_amounts text, p_draft uuid default null) returns void language plpgsql volatile set work_mem = '64MB' as $$
declare
  acc    uuid := (p ->> 'accountId')::uuid;
  batch  uuid;
  ids    uuid[];
  seqs   integer[];
  froms  uuid[];
  tos    uuid[];
  assets uuid[];
begin
  select array_agg((j ->> 'id')::uuid order by n) into ids from json_array_elements(p_given_journals) with ordinality as t (j, n);
  -- Whichever of them is the first.
  batch := coalesce(ids[1], (select journal_id from draft_activity where draft_id = p_draft and journal_id is not null order by n limit 1));
  select array_agg((k ->> 'seq')::integer order by n), array_agg((k ->> 'from')::uuid order by n), array_agg((k ->> 'to')::uuid order by n),
    array_agg((k ->> 'asset')::uuid order by n) into seqs, froms, tos, assets
  from json_array_elements(p_given_kinds) with ordinality as t (k, n);
  insert into journal (id, account_id, kind, reverses_id, memo, effective_at, batch_id)
  select id, acc, kind, "reversesId", memo, "at", batch
  from json_to_recordset(p_given_journals) as t (id uuid, kind text, "reversesId" uuid, memo text, "at" timestamptz)
  union all
  select journal_id, acc, journal_kind, journal_reverses_id, memo, effective_at, batch from draft_activity
  where p_draft is not null and draft_id = p_draft and journal_id is not null;
  -- In one statement, so that no order among them lets a floor refuse what the whole allows.
  insert into posting (journal_id, seq, account_id, asset_id, amount)
  select ids[m.journal], v.seq, v.account, assets[m.kind], v.amount
  from unnest(string_to_array(p_journals, ' ')::integer[], string_to_array(p_kinds, ' ')::integer[], string_to_array(p_amounts, ' ')::numeric[])
      as m (journal, kind, amount),
    lateral (values (seqs[m.kind], froms[m.kind], -m.amount), (seqs[m.kind] + 1, tos[m.kind], m.amount)) as v (seq, account, amount)
  union all
  select t.id, o.seq, o.account_id, o.asset_id, -o.amount
  from json_to_recordset(p_given_journals) as t (id uuid, "reversesId" uuid) join posting o on o.journal_id = t."reversesId"
  union all
  select journal_id, seq, account_id, asset_id, amount from draft_posting where p_draft is not null and draft_id = p_draft;
  with given as materialized (
    select * from json_to_recordset(p_given_activities) as t (id uuid, type text, "assetId" uuid, "currencyId" uuid, day date, "at" timestamptz,
      seq integer, "row" integer, quantity numeric, price numeric, gross numeric, fee numeric, "ratioNew" numeric, "ratioOld" numeric, fx numeric,
      "externalId" text, "actionId" uuid, "reversesId" uuid, "journalId" uuid, key text)
  ), written as (
    insert into activity (id, account_id, type, asset_id, currency_id, day, effective_at, seq, row, quantity, price, gross, fee, ratio_new,
      ratio_old, fx_to_base, external_id, import_id, corporate_action_id, reverses_id, journal_id, account_seq)
    select id, acc, type, "assetId", "currencyId", day, "at", seq, "row", quantity, price, gross, fee, "ratioNew", "ratioOld", fx, "externalId",
      (p ->> 'importId')::uuid, "actionId", "reversesId", "journalId", (p ->> 'accountSeq')::bigint from given
    union all
    select id, acc, type, asset_id, currency_id, day, effective_at, seq, row, quantity, price, gross, fee, ratio_new, ratio_old, fx_to_base,
      external_id, (p ->> 'importId')::uuid, null, reverses_id, journal_id, (p ->> 'accountSeq')::bigint
    from draft_activity where p_draft is not null and draft_id = p_draft
  ), taken_back as (
    -- By a list, as below: a join may be planned for tables that were small once, and then it reads all of one for each row of the other.
    delete from activity_key where account_id = acc and activity_id = any(array(select "reversesId" from given union all
      select reverses_id from draft_activity where p_draft is not null and draft_id = p_draft))
  )
  insert into activity_key (account_id, key, activity_id)
  select acc, key, id from given where key is not null
  union all
  select acc, key, id from draft_activity where p_draft is not null and draft_id = p_draft and key is not null;
  -- New money is no profit, and what was there before the day began is none of this day. What is not in the account's currency is in no
  -- day's figure, as it is in no equity.
  insert into account_day as d (account_id, trading_day, start_equity, net_deposits)
  select acc, venue_day(t.at), null, sum(t.amount)
  from json_to_recordset(p -> 'deposits') as t ("at" timestamptz, amount numeric) group by 2 order by 2
  on conflict (account_id, trading_day) do update set net_deposits = d.net_deposits + excluded.net_deposits;
  update account_day set start_equity = start_equity + (p ->> 'startShift')::numeric
  where account_id = acc and trading_day = (p ->> 'today')::date and (p ->> 'startShift')::numeric <> 0;
end $$;

-- Replaces everything derived of these instruments: lots, closes, position. Lots and closes are given, or were drafted before.
drop function if exists lots_write(json, json, json);
create or replace function lots_write(p json, p_lots json, p_closes json, p_draft uuid default null) returns void language plpgsql volatile set work_mem = '64MB' as $$
declare
  acc uuid := (p ->> 'accountId')::uuid;
  assets uuid[] := array(select json_array_elements_text(p -> 'assetIds'))::uuid[];
begin
  delete from lot_close where lot_id = any(array(select id from lot where account_id = acc and asset_id = any(assets)));
  delete from lot where account_id = acc and asset_id = any(assets);
  insert into lot (id, account_id, asset_id, opened_execution_id, opened_activity_id, opened_at, seq, quantity, open_quantity, cost, open_cost,
    split_numerator, split_denominator)
  select id, acc, "assetId", "executionId", "activityId", "at", seq, quantity, "openQuantity", cost, "openCost", "numerator", "denominator"
  from json_to_recordset(p_lots) as t (id uuid, "assetId" uuid, "executionId" uuid, "activityId" uuid, "at" timestamptz, seq bigint,
    quantity numeric, "openQuantity" numeric, cost numeric, "openCost" numeric, "numerator" bigint, "denominator" bigint)
  union all
  select id, acc, asset_id, opened_execution_id, opened_activity_id, opened_at, seq, quantity, open_quantity, cost, open_cost, split_numerator,
    split_denominator from draft_lot where p_draft is not null and draft_id = p_draft;
  insert into lot_close (id, account_id, lot_id, execution_id, activity_id, quantity, cost, proceeds, realised)
  select id, acc, "lotId", "executionId", "activityId", quantity, cost, proceeds, realised
  from json_to_recordset(p_closes) as t (id uuid, "lotId" uuid, "executionId" uuid, "activityId" uuid, quantity numeric, cost numeric,
    proceeds numeric, realised numeric)
  union all
  select id, acc, lot_id, execution_id, activity_id, quantity, cost, proceeds, realised from draft_lot_close
  where p_draft is not null and draft_id = p_draft;
  insert into position as s (account_id, asset_id, quantity, cost, realised, fees, executions, opened_at, updated_at, collateral_hold_id, rebuilt,
    last_activity_at)
  select acc, "assetId", quantity, cost, realised, fees, trades, "openedAt", "at", "holdId", true, "lastActivityAt"
  from json_to_recordset(p -> 'positions') as t ("assetId" uuid, quantity numeric, cost numeric, realised numeric, fees numeric, trades bigint,
    "openedAt" timestamptz, "at" timestamptz, "holdId" uuid, "lastActivityAt" timestamptz)
  on conflict (account_id, asset_id) do update set quantity = excluded.quantity, cost = excluded.cost, realised = excluded.realised,
    fees = excluded.fees, executions = excluded.executions, opened_at = excluded.opened_at, updated_at = excluded.updated_at,
    collateral_hold_id = excluded.collateral_hold_id, rebuilt = true, last_activity_at = excluded.last_activity_at;
  -- Nothing of it counts any more. Where fills of it were all taken back, the position says so; else nothing ever happened to it.
  insert into position as s (account_id, asset_id, quantity, cost, realised, fees, executions, updated_at, rebuilt)
  select acc, f.value::uuid, 0, 0, 0, 0, 0, venue_now(), true from json_array_elements_text(p -> 'forgotten') as f
  where exists (select 1 from execution e where e.account_id = acc and e.asset_id = f.value::uuid)
  on conflict (account_id, asset_id) do update set quantity = 0, cost = 0, realised = 0, fees = 0, executions = 0, opened_at = null,
    updated_at = excluded.updated_at, collateral_hold_id = null, rebuilt = true, last_activity_at = null;
  delete from position s where account_id = acc
    and asset_id in (select value::uuid from json_array_elements_text(p -> 'forgotten'))
    and not exists (select 1 from execution e where e.account_id = acc and e.asset_id = s.asset_id);
end $$;
