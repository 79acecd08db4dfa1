-- Up Migration
-- What reports stand on: closes packed by year, and the runs that the worker makes of an account's history. All of it can be made again.

-- A year of closes of one asset: 366 slots by day of the year, each an int8 in network order (as int8send writes it), the close times 10^places;
-- the smallest int8 where there is none. Row by row, twelve years of 250 instruments would be 780,000 rows to read for one report.
create table close_year (
  -- 'shared' (imported by admins), 'account:<id>' (imported by that account, seen by nobody else), or a market's source of prices.
  series      text not null check (length(series) between 1 and 80),
  asset_id    uuid not null references asset (id),
  -- What the close is in; the close of a currency in another one is a rate.
  currency_id uuid not null references asset (id),
  year        integer not null check (year between 1900 and 2999),
  -- By splits up to the newest one; otherwise as traded on its day.
  adjusted    boolean not null,
  places      integer not null check (places between 0 and 18),
  closes      bytea not null check (length(closes) = 2928),
  updated_at  timestamptz(3) not null default now(),
  primary key (series, asset_id, currency_id, year, adjusted)
);
create index close_year_by_asset on close_year (asset_id, year);

-- What has been asked of an account's history, and which run answers it. A request is a number raised in the transaction that makes it due.
create table performance_account (
  account_id   uuid primary key references account (id),
  -- The run whose figures are shown.
  run_id       uuid,
  requested    bigint not null default 0,
  answered     bigint not null default 0,
  -- From this day on the figures are not right any more; minus infinity for all of them.
  stale_from   date,
  reason       text,
  requested_at timestamptz(3),
  -- The last run that failed since the one that is shown.
  failed_at    timestamptz(3),
  failure      text,
  attempts     integer not null default 0,
  retry_at     timestamptz(3)
);

create table performance_run (
  id          uuid primary key,
  account_id  uuid not null references account (id),
  -- Facts known then; null for all that are known.
  known_at    timestamptz(3),
  status      text not null check (status in ('asked', 'building', 'ready', 'failed')),
  -- Every fact up to this number of the account is in it.
  through_seq bigint not null default 0,
  facts       integer not null default 0,
  -- Of its last fact: what is dated before it makes the run stale.
  last_fact_at  timestamptz(3),
  last_fact_day date,
  first_day   date,
  -- The last day with a stored value: a whole one, in the account's time zone.
  last_day    date,
  -- The books as they were at this moment.
  figures_of  timestamptz(3),
  made_ms     integer,
  failure     text,
  created_at  timestamptz(3) not null default now(),
  used_at     timestamptz(3) not null default now()
);
create index performance_run_by_account on performance_run (account_id, created_at desc);
create unique index performance_run_known on performance_run (account_id, known_at) where known_at is not null;
create index performance_run_asked on performance_run (created_at) where status = 'asked';

-- The daily series of a run, a year a row; element i belongs to first_day + i - 1. Equity is null where a price or a rate is missing.
create table performance_year (
  run_id    uuid not null references performance_run (id) on delete cascade,
  year      integer not null,
  first_day date not null,
  equity    numeric(38, 18)[] not null,
  inflow    numeric(38, 18)[] not null,
  outflow   numeric(38, 18)[] not null,
  primary key (run_id, year),
  constraint performance_year_is_whole check (cardinality(equity) = cardinality(inflow) and cardinality(equity) = cardinality(outflow))
);

-- The books as they stood at the end of a day, so that a report of any day reads one of these and the few facts after it.
create table performance_checkpoint (
  run_id uuid not null references performance_run (id) on delete cascade,
  day    date not null,
  facts  integer not null,
  -- Of the method, compressed; what does not depend on a method is under 'all'.
  method text not null check (method in ('all', 'fifo', 'lifo', 'hifo', 'specific', 'average')),
  state  bytea not null,
  primary key (run_id, method, day)
);
alter table performance_checkpoint alter column state set storage external;

-- What came after a run is read by its number.
create index execution_by_seq on execution (account_id, account_seq);
create index activity_by_seq on activity (account_id, account_seq);

-- Down Migration
drop index activity_by_seq;
drop index execution_by_seq;
drop table performance_checkpoint, performance_year, performance_run, performance_account, close_year;
