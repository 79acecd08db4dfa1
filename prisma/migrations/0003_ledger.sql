-- Up Migration
-- Accounts and the double-entry ledger. PostgreSQL itself keeps the books straight: zero per asset at COMMIT, append-only, floors.

create table account (
  id            uuid primary key,
  kind          text not null check (kind in ('paper', 'house')),
  code          text unique,
  name          text not null check (length(name) between 1 and 80),
  currency_id   uuid not null references asset (id),
  market_source text not null,
  broker        text not null default 'paper' check (broker = 'paper'),
  time_zone     text not null default 'America/New_York',
  status        text not null default 'active' check (status in ('active', 'closed')),
  event_seq     bigint not null default 0,
  version       integer not null default 1,
  opened_at     timestamptz(3) not null,
  created_at    timestamptz(3) not null default now(),
  constraint account_house_has_code check ((kind = 'house') = (code is not null))
);
create index account_by_time on account (created_at desc, id desc);

create table account_member (
  account_id uuid not null references account (id),
  user_id    uuid not null references app_user (id),
  role       text not null check (role in ('owner', 'trader', 'viewer')),
  created_at timestamptz(3) not null default now(),
  primary key (account_id, user_id)
);
create index account_member_by_user on account_member (user_id, account_id);

create table journal (
  id               uuid primary key,
  account_id       uuid not null references account (id),
  kind             text not null check (kind in ('deposit', 'withdrawal', 'trade', 'reversal')),
  reverses_id      uuid unique references journal (id),
  order_id         uuid,
  memo             text not null default '',
  effective_at     timestamptz(3) not null,
  recorded_at      timestamptz(3) not null default now(),
  xid              xid8 not null default pg_current_xact_id()
);
create index journal_by_account on journal (account_id, effective_at desc, id desc);
create index journal_by_order on journal (order_id) where order_id is not null;

create table posting (
  journal_id uuid not null references journal (id),
  seq        integer not null check (seq >= 1),
  account_id uuid not null references account (id),
  asset_id   uuid not null references asset (id),
  amount     numeric(38, 18) not null check (amount <> 0),
  primary key (journal_id, seq)
);
create index posting_by_account on posting (account_id, asset_id);

create table balance (
  account_id uuid not null references account (id),
  asset_id   uuid not null references asset (id),
  posted     numeric(38, 18) not null default 0,
  held       numeric(38, 18) not null default 0 check (held >= 0),
  floor      numeric(38, 18) default 0,
  primary key (account_id, asset_id),
  constraint balance_not_under_floor check (floor is null or posted - held >= floor)
);

create table hold (
  id          uuid primary key,
  account_id  uuid not null references account (id),
  asset_id    uuid not null references asset (id),
  amount      numeric(38, 18) not null check (amount >= 0),
  created_at  timestamptz(3) not null default now(),
  released_at timestamptz(3),
  constraint hold_released_is_empty check (released_at is null or amount = 0)
);
create index hold_open on hold (account_id, asset_id) where released_at is null;

-- Zero per asset and at least two postings, looked at when everything of the transaction is there.
create function journal_is_balanced() returns trigger language plpgsql as $$
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
create constraint trigger journal_is_balanced after insert on journal
  deferrable initially deferred for each row execute function journal_is_balanced();

-- A posting belongs to the transaction that made its journal; later nobody can slip one in.
create function posting_joins_its_journal() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from journal where id = new.journal_id and xid = pg_current_xact_id()) then
    raise exception 'posting for journal % outside the transaction that made it', new.journal_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger posting_joins_its_journal before insert on posting for each row execute function posting_joins_its_journal();

-- Balances of client accounts follow postings; the application has no right to write them otherwise. House accounts are summed, not stored.
create function posting_moves_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from account where id = new.account_id and kind <> 'house') then
    -- Update first: an upsert would check the floor of the row it proposes, not of the row it meets.
    update balance set posted = posted + new.amount where account_id = new.account_id and asset_id = new.asset_id;
    if not found then
      insert into balance (account_id, asset_id, posted) values (new.account_id, new.asset_id, new.amount);
    end if;
  end if;
  return null;
end $$;
create trigger posting_moves_balance after insert on posting for each row execute function posting_moves_balance();

create function hold_moves_balance() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  delta numeric := new.amount - (case when tg_op = 'UPDATE' then old.amount else 0 end);
begin
  if tg_op = 'UPDATE' and (new.account_id, new.asset_id) is distinct from (old.account_id, old.asset_id) then
    raise exception 'a hold keeps its account and asset' using errcode = 'restrict_violation';
  end if;
  if delta <> 0 then
    update balance set held = held + delta where account_id = new.account_id and asset_id = new.asset_id;
    if not found then
      insert into balance (account_id, asset_id, held) values (new.account_id, new.asset_id, delta);
    end if;
  end if;
  return null;
end $$;
create trigger hold_moves_balance after insert or update on hold for each row execute function hold_moves_balance();

create trigger journal_no_change before update or delete on journal for each row execute function refuse_change();
create trigger journal_no_truncate before truncate on journal for each statement execute function refuse_change();
create trigger posting_no_change before update or delete on posting for each row execute function refuse_change();
create trigger posting_no_truncate before truncate on posting for each statement execute function refuse_change();

-- Down Migration
drop table hold, balance, posting, journal, account_member, account;
drop function hold_moves_balance();
drop function posting_moves_balance();
drop function posting_joins_its_journal();
drop function journal_is_balanced();
