-- What a large import will write, kept before the account is locked, some thousand rows at a time. Each answers how many rows it kept.

-- Activities with their journals and what those move, in the words of activities_write; of what takes journals back, what they moved.
create or replace function draft_activities(p_draft uuid, p_activities json, p_kinds json, p_journals text, p_moved text, p_amounts text)
returns json language plpgsql volatile set work_mem = '64MB' as $$
declare
  ids        uuid[];
  activities integer;
  postings   integer;
begin
  select array_agg((a ->> 'journalId')::uuid order by n) into ids from json_array_elements(p_activities) with ordinality as t (a, n);
  insert into draft_activity (draft_id, n, id, type, asset_id, currency_id, day, effective_at, seq, row, quantity, price, gross, fee, ratio_new,
    ratio_old, fx_to_base, external_id, reverses_id, key, journal_id, journal_kind, memo, journal_reverses_id)
  select p_draft, n, id, type, "assetId", "currencyId", day, "at", seq, "row", quantity, price, gross, fee, "ratioNew", "ratioOld", fx,
    "externalId", "reversesId", key, "journalId", "journalKind", memo, "journalReversesId"
  from json_to_recordset(p_activities) as t (n integer, id uuid, type text, "assetId" uuid, "currencyId" uuid, day date, "at" timestamptz,
    seq integer, "row" integer, quantity numeric, price numeric, gross numeric, fee numeric, "ratioNew" numeric, "ratioOld" numeric, fx numeric,
    "externalId" text, "reversesId" uuid, key text, "journalId" uuid, "journalKind" text, memo text, "journalReversesId" uuid);
  get diagnostics activities = row_count;
  insert into draft_posting (draft_id, journal_id, seq, account_id, asset_id, amount)
  select p_draft, ids[m.journal], v.seq, v.account, k.asset, v.amount
  from unnest(string_to_array(p_journals, ' ')::integer[], string_to_array(p_moved, ' ')::integer[], string_to_array(p_amounts, ' ')::numeric[])
      as m (journal, kind, amount)
    join (select n, (e ->> 'seq')::integer as seq, (e ->> 'from')::uuid as giver, (e ->> 'to')::uuid as taker, (e ->> 'asset')::uuid as asset
      from json_array_elements(p_kinds) with ordinality as t (e, n)) k on k.n = m.kind,
    lateral (values (k.seq, k.giver, -m.amount), (k.seq + 1, k.taker, m.amount)) as v (seq, account, amount)
  union all
  select p_draft, t."journalId", o.seq, o.account_id, o.asset_id, -o.amount
  from json_to_recordset(p_activities) as t ("journalId" uuid, "journalReversesId" uuid) join posting o on o.journal_id = t."journalReversesId";
  get diagnostics postings = row_count;
  return json_build_object('activities', activities, 'postings', postings);
end $$;

create or replace function draft_lots(p_draft uuid, p_lots json, p_closes json) returns json language plpgsql volatile set work_mem = '64MB' as $$
declare
  lots   integer;
  closes integer;
begin
  insert into draft_lot (draft_id, id, asset_id, opened_execution_id, opened_activity_id, opened_at, seq, quantity, open_quantity, cost, open_cost,
    split_numerator, split_denominator)
  select p_draft, id, "assetId", "executionId", "activityId", "at", seq, quantity, "openQuantity", cost, "openCost", "numerator", "denominator"
  from json_to_recordset(p_lots) as t (id uuid, "assetId" uuid, "executionId" uuid, "activityId" uuid, "at" timestamptz, seq bigint,
    quantity numeric, "openQuantity" numeric, cost numeric, "openCost" numeric, "numerator" bigint, "denominator" bigint);
  get diagnostics lots = row_count;
  insert into draft_lot_close (draft_id, id, lot_id, execution_id, activity_id, quantity, cost, proceeds, realised)
  select p_draft, id, "lotId", "executionId", "activityId", quantity, cost, proceeds, realised
  from json_to_recordset(p_closes) as t (id uuid, "lotId" uuid, "executionId" uuid, "activityId" uuid, quantity numeric, cost numeric,
    proceeds numeric, realised numeric);
  get diagnostics closes = row_count;
  return json_build_object('lots', lots, 'closes', closes);
end $$;

-- What of a draft is there.
create or replace function draft_counts(p_draft uuid) returns json language sql volatile as $$
  select json_build_object('activities', (select count(*) from draft_activity where draft_id = p_draft),
    'postings', (select count(*) from draft_posting where draft_id = p_draft), 'lots', (select count(*) from draft_lot where draft_id = p_draft),
    'closes', (select count(*) from draft_lot_close where draft_id = p_draft));
$$;

-- What no import is at work on: written, given up, or left by a worker that was killed.
create or replace function draft_drop_strays() returns void language plpgsql volatile as $$
declare
  kept uuid[] := array(select run from file_import where run is not null and status in ('publishing', 'undoing'));
begin
  delete from draft_activity where draft_id <> all(kept);
  delete from draft_posting where draft_id <> all(kept);
  delete from draft_lot where draft_id <> all(kept);
  delete from draft_lot_close where draft_id <> all(kept);
end $$;
