-- Up Migration
-- Everything that happens to an account besides its orders: imported trades, income, costs, transfers, splits; and lots by a method of choice.

alter table account drop constraint account_kind_check, drop constraint account_broker_check;
alter table account
  add column lot_method text not null default 'fifo' check (lot_method in ('fifo', 'lifo', 'hifo', 'specific', 'average')),
  add constraint account_kind_check check (kind in ('paper', 'book', 'house')),
  -- The paper broker reaches no real venue, and a book reaches none at all.
  add constraint account_broker_check check (broker = case kind when 'book' then 'none' else 'paper' end);

alter table asset drop constraint asset_symbol_key;
alter table asset
  -- What an account imported and nobody else knows; null for what everybody sees.
  add column owner_account_id uuid references account (id),
  add constraint asset_symbol_key unique nulls not distinct (symbol, owner_account_id);
-- What to compare the account's return with.
alter table account add column benchmark_id uuid references asset (id);

-- Symbols that instruments had before: old files still find them.
create table asset_alias (
  symbol     text not null,
  asset_id   uuid not null references asset (id),
  until_day  date not null,
  primary key (symbol, until_day)
);

create table corporate_action (
  id           uuid primary key,
  asset_id     uuid not null references asset (id),
  kind         text not null check (kind in ('cash_dividend', 'split', 'symbol_change')),
  -- The first day on which the instrument trades without it.
  ex_day       date not null,
  amount       numeric(38, 18) check (amount > 0),
  ratio_new    numeric(38, 18) check (ratio_new > 0),
  ratio_old    numeric(38, 18) check (ratio_old > 0),
  -- What a unit after the split is paid with where fractions are not held; null where they are.
  cash_in_lieu numeric(38, 18) check (cash_in_lieu > 0),
  new_symbol   text,
  status       text not null check (status in ('announced', 'applying', 'applied', 'withdrawn')),
  reason       text not null check (length(reason) between 1 and 500),
  created_by   uuid not null,
  created_at   timestamptz(3) not null default now(),
  applied_at   timestamptz(3),
  constraint corporate_action_is_whole check (case kind
    when 'cash_dividend' then amount is not null
    when 'split' then ratio_new is not null and ratio_old is not null and ratio_new <> ratio_old
    else new_symbol is not null end)
);
create index corporate_action_by_asset on corporate_action (asset_id, ex_day desc, id desc);
create index corporate_action_pending on corporate_action (ex_day) where status in ('announced', 'applying');

alter table journal drop constraint journal_kind_check;
alter table journal add constraint journal_kind_check check (kind in ('deposit', 'withdrawal', 'trade', 'reversal', 'dividend', 'interest', 'fee', 'tax',
  'split', 'transfer_in', 'transfer_out'));

-- A fact that is no execution of an order. Amounts are positive; dividends and interest that are paid are negative.
create table activity (
  id                  uuid primary key,
  account_id          uuid not null,
  type                text not null check (type in ('buy', 'sell', 'dividend', 'interest', 'fee', 'tax', 'deposit', 'withdrawal', 'split',
                        'transfer_in', 'transfer_out', 'reversal')),
  asset_id            uuid,
  currency_id         uuid not null,
  -- In the account's time zone.
  day                 date not null,
  effective_at        timestamptz(3) not null,
  seq                 integer not null default 0,
  row                 integer not null default 0,
  quantity            numeric(38, 18) check (quantity > 0),
  price               numeric(38, 18) check (price >= 0),
  gross               numeric(38, 18),
  fee                 numeric(38, 18) not null default 0,
  ratio_new           numeric(38, 18) check (ratio_new > 0),
  ratio_old           numeric(38, 18) check (ratio_old > 0),
  fx_to_base          numeric(38, 18) check (fx_to_base > 0),
  external_id         text,
  import_id           uuid,
  corporate_action_id uuid references corporate_action (id),
  reverses_id         uuid unique references activity (id),
  -- None for a split of nothing.
  journal_id          uuid unique references journal (id),
  account_seq         bigint not null,
  recorded_at         timestamptz(3) not null default now(),
  constraint activity_has_journal check (journal_id is not null or type in ('split', 'reversal')),
  constraint activity_reverses check ((type = 'reversal') = (reverses_id is not null)),
  constraint activity_is_whole check (case
    when type in ('buy', 'sell') then asset_id is not null and quantity is not null and price is not null and gross is not null
    when type in ('transfer_in', 'transfer_out') then asset_id is null or quantity is not null
    when type = 'split' then asset_id is not null and ratio_new is not null and ratio_old is not null
    when type = 'reversal' then true
    else gross is not null end)
);
create index activity_by_account on activity (account_id, day desc, effective_at desc, id desc);
-- What the portfolio sums with each look: few rows beside the trades.
create index activity_income on activity (account_id) include (currency_id, gross) where type in ('dividend', 'interest');
create index activity_by_instrument on activity (account_id, asset_id, day) where asset_id is not null;
create index activity_by_import on activity (import_id, row) where import_id is not null;
-- A split may bring cash in lieu beside it.
create unique index activity_once_per_action on activity (corporate_action_id, account_id, type)
  where corporate_action_id is not null and type <> 'reversal';
create index execution_reversing on execution (reverses_id) where reverses_id is not null;
create trigger activity_no_change before update or delete on activity for each row execute function refuse_change();
create trigger activity_no_truncate before truncate on activity for each statement execute function refuse_change();

-- Money that was put on before there were activities.
insert into activity (id, account_id, type, currency_id, day, effective_at, gross, journal_id, account_seq, recorded_at)
select gen_random_uuid(), j.account_id, j.kind, p.asset_id, (j.effective_at at time zone a.time_zone)::date, j.effective_at, abs(p.amount), j.id,
  coalesce((select min(e.seq) from stream_event e where e.account_id = j.account_id and e.entity_id = j.id), 0), j.recorded_at
from journal j join account a on a.id = j.account_id and a.kind <> 'house' join posting p on p.journal_id = j.id and p.account_id = a.id
where j.kind in ('deposit', 'withdrawal') order by j.recorded_at, j.id;

-- What was imported already; taken back, it may come again.
create table activity_key (
  account_id  uuid not null,
  key         text not null check (length(key) between 1 and 200),
  activity_id uuid not null references activity (id),
  primary key (account_id, key)
);
create index activity_key_by_activity on activity_key (activity_id);

-- Specific lots: what a sale takes from which opening, both by the id of their execution or activity.
create table lot_assignment (
  account_id uuid not null references account (id),
  closing_id uuid not null,
  opening_id uuid not null,
  quantity   numeric(38, 18) not null check (quantity > 0),
  primary key (account_id, closing_id, opening_id)
);

alter table lot
  alter column opened_execution_id drop not null,
  add column opened_activity_id uuid references activity (id),
  add constraint lot_opened_by_one check (num_nonnulls(opened_execution_id, opened_activity_id) = 1);
alter table lot_close
  alter column execution_id drop not null,
  add column activity_id uuid references activity (id),
  add constraint lot_close_by_one check (num_nonnulls(execution_id, activity_id) = 1);
create index lot_close_by_activity on lot_close (activity_id) where activity_id is not null;
create index lot_by_instrument on lot (account_id, asset_id);
-- Who holds what a corporate action changes.
create index position_by_asset on position (asset_id);
-- Rebuilt from its facts in their order, because something was dated before what was there; from then on the proof replays it so.
alter table position
  add column rebuilt boolean not null default false,
  -- The newest activity of the instrument: a fill of an earlier moment has to find its place, and that is another rebuild.
  add column last_activity_at timestamptz(3);

-- Past days that money is put on after the fact: nobody has looked what the account was worth when they began.
alter table account_day alter column start_equity drop not null;

-- While it is applied, no order of its symbol is taken.
alter table asset add column corporate_action_id uuid references corporate_action (id);
alter table market_command drop constraint market_command_kind_check;
alter table market_command add constraint market_command_kind_check check (kind in ('step', 'quote', 'split'));

-- The references of postings and activities are looked at once for all that come together: row by row they took two thirds of the time of
-- an import. What they
-- point to is never taken away.
alter table posting drop constraint posting_journal_id_fkey, drop constraint posting_account_id_fkey, drop constraint posting_asset_id_fkey;
create trigger account_no_delete before delete on account for each row execute function refuse_change();
create trigger asset_no_delete before delete on asset for each row execute function refuse_change();

alter table journal drop constraint journal_account_id_fkey, drop constraint journal_reverses_id_fkey,
  -- Journals that come together name the first of them: it answers for all of them at COMMIT.
  add column batch_id uuid;
create index journal_by_batch on journal (batch_id) where batch_id is not null;
create function journal_refers() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  stray uuid;
begin
  select coalesce(a.batch_id, a.account_id) into stray from (select distinct account_id, batch_id from added) a
    where not exists (select 1 from account c where c.id = a.account_id)
      or (a.batch_id is not null and not exists (select 1 from added h where h.id = a.batch_id and h.batch_id = h.id)) limit 1;
  if found then
    raise exception 'journal of an account that does not exist, or of a batch that did not come with it: %', stray
      using errcode = 'foreign_key_violation';
  end if;
  select a.reverses_id into stray from added a
    where a.reverses_id is not null and not exists (select 1 from journal j where j.id = a.reverses_id) limit 1;
  if found then
    raise exception 'journal that reverses one that does not exist: %', stray using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger journal_refers after insert on journal referencing new table as added for each statement execute function journal_refers();

alter table activity drop constraint activity_reverses_id_fkey, drop constraint activity_journal_id_fkey;
create function activity_refers() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  stray uuid;
begin
  select coalesce(a.account_id, a.currency_id) into stray from (select distinct account_id, asset_id, currency_id from added) a
    where not exists (select 1 from account c where c.id = a.account_id) or not exists (select 1 from asset s where s.id = a.currency_id)
      or (a.asset_id is not null and not exists (select 1 from asset s where s.id = a.asset_id)) limit 1;
  if found then
    raise exception 'activity of an account or asset that does not exist: %', stray using errcode = 'foreign_key_violation';
  end if;
  select a.id into stray from added a
    where a.journal_id is not null and not exists (select 1 from journal j where j.id = a.journal_id) limit 1;
  if found then
    raise exception 'activity of a journal that does not exist: %', stray using errcode = 'foreign_key_violation';
  end if;
  select a.id into stray from added a
    where a.reverses_id is not null and not exists (select 1 from activity v where v.id = a.reverses_id) limit 1;
  if found then
    raise exception 'activity that reverses one that does not exist: %', stray using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger activity_refers after insert on activity referencing new table as added for each statement execute function activity_refers();

alter table activity_key drop constraint activity_key_activity_id_fkey;
create function activity_key_refers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from added a where not exists (select 1 from activity v where v.id = a.activity_id)) then
    raise exception 'key of an activity that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger activity_key_refers after insert on activity_key referencing new table as added
  for each statement execute function activity_key_refers();

alter table lot drop constraint lot_account_id_fkey, drop constraint lot_asset_id_fkey, drop constraint lot_opened_activity_id_fkey;
alter table lot_close drop constraint lot_close_account_id_fkey, drop constraint lot_close_lot_id_fkey, drop constraint lot_close_activity_id_fkey;
create function lot_refers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from (select distinct account_id, asset_id from added) a
      where not exists (select 1 from account c where c.id = a.account_id) or not exists (select 1 from asset s where s.id = a.asset_id))
    or exists (select 1 from added a where a.opened_activity_id is not null
      and not exists (select 1 from activity v where v.id = a.opened_activity_id))
  then
    raise exception 'lot of an account, asset or activity that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger lot_refers after insert on lot referencing new table as added for each statement execute function lot_refers();
create function lot_close_refers() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from added a where not exists (select 1 from lot l where l.id = a.lot_id and l.account_id = a.account_id))
    or exists (select 1 from added a where a.activity_id is not null and not exists (select 1 from activity v where v.id = a.activity_id))
  then
    raise exception 'close of a lot or by an activity that does not exist' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger lot_close_refers after insert on lot_close referencing new table as added for each statement execute function lot_close_refers();
create function lot_is_referred() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select 1 from gone g where exists (select 1 from lot_close c where c.lot_id = g.id)) then
    raise exception 'a lot that has closes stays' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger lot_is_referred after delete on lot referencing old table as gone for each statement execute function lot_is_referred();

-- What a journal brings in all goes to the balances at once: thousands of postings of an import take no longer than they must, and no
-- order among them lets a floor refuse what the whole allows.
drop trigger posting_joins_its_journal on posting;
-- Plans are kept per connection, also those made when the tables were small: an import must not inherit a scan of the whole journal.
create or replace function posting_joins_its_journal() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  stray uuid;
begin
  select a.journal_id into stray from (select distinct journal_id from added) a
    where not exists (select 1 from journal j where j.id = a.journal_id and j.xid = pg_current_xact_id()) limit 1;
  if found then
    raise exception 'posting for journal % outside the transaction that made it', stray using errcode = 'restrict_violation';
  end if;
  select coalesce(a.account_id, a.asset_id) into stray from (select distinct account_id, asset_id from added) a
    where not exists (select 1 from account c where c.id = a.account_id) or not exists (select 1 from asset s where s.id = a.asset_id) limit 1;
  if found then
    raise exception 'posting of an account or asset that does not exist: %', stray using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger posting_joins_its_journal after insert on posting referencing new table as added
  for each statement execute function posting_joins_its_journal();

drop trigger posting_moves_balance on posting;
create or replace function posting_moves_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp
set enable_seqscan = off as $$
begin
  -- Update first: an upsert would check the floor of the row it proposes, not of the row it meets.
  with moved as materialized (
    select p.*, a.kind from (select account_id, asset_id, sum(amount) as amount from added group by 1, 2) p
    join account a on a.id = p.account_id and a.kind <> 'house'
  ), there as (
    update balance b set posted = b.posted + m.amount from moved m where b.account_id = m.account_id and b.asset_id = m.asset_id
    returning b.account_id, b.asset_id
  )
  -- A book tells what was, also where it lacks the beginning.
  insert into balance (account_id, asset_id, posted, floor)
  select m.account_id, m.asset_id, m.amount, case m.kind when 'book' then null else 0 end from moved m
  where not exists (select 1 from there t where t.account_id = m.account_id and t.asset_id = m.asset_id)
  order by m.account_id, m.asset_id;
  return null;
end $$;
create trigger posting_moves_balance after insert on posting referencing new table as added
  for each statement execute function posting_moves_balance();

-- The same, looking once where it looked twice.
create or replace function journal_is_balanced() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  lines integer;
  wrong text;
begin
  select coalesce(sum(n), 0), string_agg(asset_id || ' ' || total, ', ') filter (where total <> 0) into lines, wrong
    from (select asset_id, sum(amount) as total, count(*) as n from posting where journal_id = new.id group by asset_id) s;
  if lines < 2 then
    raise exception 'journal % has % posting(s); at least two are needed', new.id, lines using errcode = 'check_violation';
  end if;
  if wrong is not null then
    raise exception 'journal % does not sum to zero: %', new.id, wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
drop trigger journal_is_balanced on journal;
create constraint trigger journal_is_balanced after insert on journal deferrable initially deferred
  for each row when (new.batch_id is null) execute function journal_is_balanced();

-- A batch is looked at once for all its journals, through the one that they name.
create function journal_batch_is_balanced() returns trigger language plpgsql
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
create constraint trigger journal_batch_is_balanced after insert on journal deferrable initially deferred
  for each row when (new.batch_id = new.id) execute function journal_batch_is_balanced();

-- Down Migration
drop trigger journal_batch_is_balanced on journal;
drop function journal_batch_is_balanced();
drop trigger journal_is_balanced on journal;
create constraint trigger journal_is_balanced after insert on journal deferrable initially deferred for each row execute function journal_is_balanced();
create or replace function journal_is_balanced() returns trigger language plpgsql as $$
declare
  lines integer;
  wrong text;
begin
  select count(*) into lines from posting where journal_id = new.id;
  if lines < 2 then
    raise exception 'journal % has % posting(s); at least two are needed', new.id, lines using errcode = 'check_violation';
  end if;
  select string_agg(asset_id || ' ' || total, ', ') into wrong
    from (select asset_id, sum(amount) as total from posting where journal_id = new.id group by asset_id having sum(amount) <> 0) s;
  if wrong is not null then
    raise exception 'journal % does not sum to zero: %', new.id, wrong using errcode = 'check_violation';
  end if;
  return null;
end $$;
drop trigger posting_moves_balance on posting;
create or replace function posting_moves_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from account where id = new.account_id and kind <> 'house') then
    update balance set posted = posted + new.amount where account_id = new.account_id and asset_id = new.asset_id;
    if not found then
      insert into balance (account_id, asset_id, posted) values (new.account_id, new.asset_id, new.amount);
    end if;
  end if;
  return null;
end $$;
create trigger posting_moves_balance after insert on posting for each row execute function posting_moves_balance();
drop trigger posting_joins_its_journal on posting;
create or replace function posting_joins_its_journal() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from journal where id = new.journal_id and xid = pg_current_xact_id()) then
    raise exception 'posting for journal % outside the transaction that made it', new.journal_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger posting_joins_its_journal before insert on posting for each row execute function posting_joins_its_journal();
drop trigger asset_no_delete on asset;
drop trigger account_no_delete on account;
drop trigger lot_is_referred on lot;
drop trigger lot_close_refers on lot_close;
drop trigger lot_refers on lot;
drop function lot_is_referred(), lot_close_refers(), lot_refers();
alter table lot
  add constraint lot_account_id_fkey foreign key (account_id) references account (id),
  add constraint lot_asset_id_fkey foreign key (asset_id) references asset (id);
alter table lot_close
  add constraint lot_close_account_id_fkey foreign key (account_id) references account (id),
  add constraint lot_close_lot_id_fkey foreign key (lot_id) references lot (id);
drop trigger journal_refers on journal;
drop function journal_refers();
drop index journal_by_batch;
alter table journal drop column batch_id,
  add constraint journal_account_id_fkey foreign key (account_id) references account (id),
  add constraint journal_reverses_id_fkey foreign key (reverses_id) references journal (id);
alter table posting
  add constraint posting_journal_id_fkey foreign key (journal_id) references journal (id),
  add constraint posting_account_id_fkey foreign key (account_id) references account (id),
  add constraint posting_asset_id_fkey foreign key (asset_id) references asset (id);
delete from market_command where kind = 'split';
alter table market_command drop constraint market_command_kind_check;
alter table market_command add constraint market_command_kind_check check (kind in ('step', 'quote'));
alter table asset drop column corporate_action_id;
update account_day set start_equity = 0 where start_equity is null;
alter table account_day alter column start_equity set not null;
alter table position drop column rebuilt, drop column last_activity_at;
drop index execution_reversing;
drop index position_by_asset;
drop index lot_by_instrument;
alter table lot_close drop column activity_id;
alter table lot_close alter column execution_id set not null;
alter table lot drop column opened_activity_id;
alter table lot alter column opened_execution_id set not null;
drop table lot_assignment, activity_key, activity;
drop function activity_refers(), activity_key_refers();
alter table journal drop constraint journal_kind_check;
alter table journal add constraint journal_kind_check check (kind in ('deposit', 'withdrawal', 'trade', 'reversal'));
drop table corporate_action, asset_alias;
alter table account drop column benchmark_id;
alter table asset drop column owner_account_id;
alter table asset add constraint asset_symbol_key unique (symbol);
alter table account drop constraint account_kind_check, drop constraint account_broker_check, drop column lot_method;
alter table account add constraint account_kind_check check (kind in ('paper', 'house')), add constraint account_broker_check check (broker = 'paper');
