-- Up Migration
-- What publishing or undoing a large import will write, kept row by row before the account is locked: what is left to do under the lock is one
-- INSERT … SELECT for each table. Nobody reads it as books. A crash of the server empties it, which whoever writes the books notices.

create unlogged table draft_activity (
  draft_id            uuid not null,
  n                   integer not null,
  id                  uuid not null,
  type                text not null,
  asset_id            uuid,
  currency_id         uuid not null,
  day                 date not null,
  effective_at        timestamptz(3) not null,
  seq                 integer not null,
  row                 integer not null,
  quantity            numeric(38, 18),
  price               numeric(38, 18),
  gross               numeric(38, 18),
  fee                 numeric(38, 18) not null,
  ratio_new           numeric(38, 18),
  ratio_old           numeric(38, 18),
  fx_to_base          numeric(38, 18),
  external_id         text,
  reverses_id         uuid,
  key                 text,
  -- Its journal, unless it moves nothing.
  journal_id          uuid,
  journal_kind        text,
  memo                text,
  journal_reverses_id uuid,
  primary key (draft_id, n)
);

create unlogged table draft_posting (
  draft_id   uuid not null,
  journal_id uuid not null,
  seq        integer not null,
  account_id uuid not null,
  asset_id   uuid not null,
  amount     numeric(38, 18) not null,
  primary key (draft_id, journal_id, seq)
);

create unlogged table draft_lot (
  draft_id            uuid not null,
  id                  uuid not null,
  asset_id            uuid not null,
  opened_execution_id uuid,
  opened_activity_id  uuid,
  opened_at           timestamptz(3) not null,
  seq                 bigint not null,
  quantity            numeric(38, 18) not null,
  open_quantity       numeric(38, 18) not null,
  cost                numeric(38, 18) not null,
  open_cost           numeric(38, 18) not null,
  split_numerator     bigint not null,
  split_denominator   bigint not null,
  primary key (draft_id, id)
);

create unlogged table draft_lot_close (
  draft_id     uuid not null,
  id           uuid not null,
  lot_id       uuid not null,
  execution_id uuid,
  activity_id  uuid,
  quantity     numeric(38, 18) not null,
  cost         numeric(38, 18) not null,
  proceeds     numeric(38, 18) not null,
  realised     numeric(38, 18) not null,
  primary key (draft_id, id)
);

-- The same, but for how it looks: with a join PostgreSQL may, for as long as it takes the table for a small one, look through all postings for
-- each journal, which for twenty thousand of them takes a minute.
create or replace function journal_batch_is_balanced() returns trigger language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  ids   uuid[] := array(select id from journal where batch_id = new.id);
  seen  bigint;
  bad   uuid;
  lines bigint;
  wrong text;
begin
  with sums as materialized (
    select journal_id, asset_id, sum(amount) as total, count(*) as n from posting where journal_id = any(ids) group by 1, 2
  ), journals as materialized (
    select journal_id, sum(n) as n, string_agg(asset_id || ' ' || total, ', ') filter (where total <> 0) as off from sums group by 1
  )
  select (select count(*) from journals), j.journal_id, j.n, j.off into seen, bad, lines, wrong
  from (select) one left join (select * from journals where n < 2 or off is not null limit 1) j on true;
  if bad is null and seen < cardinality(ids) then
    select i.id, 0 into bad, lines from unnest(ids) as i (id) where not exists (select 1 from posting p where p.journal_id = i.id) limit 1;
  end if;
  if lines < 2 then
    raise exception 'journal % has % posting(s); at least two are needed', bad, lines using errcode = 'check_violation';
  elsif bad is not null then
    raise exception 'journal % does not sum to zero: %', bad, wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- A lot by its id alone, and whose it is afterwards: with the account among what is looked for, PostgreSQL may look through all lots of the
-- account for each close, which for fourteen thousand of them takes half a minute.
create or replace function lot_close_refers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from added a left join lot l on l.id = a.lot_id where l.account_id is distinct from a.account_id)
    or exists (select 1 from added a where a.activity_id is not null and not exists (select 1 from activity v where v.id = a.activity_id))
  then
    raise exception 'close of a lot or by an activity that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

-- For the same reason by a list.
create or replace function lot_is_referred() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from lot_close where lot_id = any(array(select id from gone))) then
    raise exception 'a lot that has closes stays' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;

-- Down Migration
create or replace function journal_batch_is_balanced() returns trigger language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  bad   uuid;
  lines integer;
  wrong text;
begin
  select id, n, off into bad, lines, wrong from (
    select id, sum(n) as n, string_agg(asset_id || ' ' || total, ', ') filter (where total <> 0) as off from (
      select j.id, p.asset_id, sum(p.amount) as total, count(p.journal_id) as n from journal j left join posting p on p.journal_id = j.id
      where j.batch_id = new.id group by j.id, p.asset_id) s group by id) t
    where n < 2 or off is not null limit 1;
  if lines < 2 then
    raise exception 'journal % has % posting(s); at least two are needed', bad, lines using errcode = 'check_violation';
  elsif found then
    raise exception 'journal % does not sum to zero: %', bad, wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
create or replace function lot_close_refers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from added a where not exists (select 1 from lot l where l.id = a.lot_id and l.account_id = a.account_id))
    or exists (select 1 from added a where a.activity_id is not null and not exists (select 1 from activity v where v.id = a.activity_id))
  then
    raise exception 'close of a lot or by an activity that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create or replace function lot_is_referred() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from gone g where exists (select 1 from lot_close c where c.lot_id = g.id)) then
    raise exception 'a lot that has closes stays' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
drop table draft_lot_close, draft_lot, draft_posting, draft_activity;
