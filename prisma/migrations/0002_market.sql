-- Up Migration
-- What can be traded, at which price, and which market this database belongs to.

-- Month partitions for the tables that grow by time. SECURITY DEFINER because the application owns nothing and may still need a new month.
create function ensure_month_partitions(parent regclass, from_at timestamptz, to_at timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month_start timestamptz := date_trunc('month', from_at, 'UTC');
  partition   text;
  made        integer := 0;
begin
  if parent::text not in ('bar', 'audit_event', 'stream_event') then
    raise exception 'ensure_month_partitions: % is not partitioned by month', parent;
  end if;
  while month_start <= to_at loop
    partition := parent::text || '_' || to_char(month_start at time zone 'UTC', 'YYYYMM');
    if to_regclass(partition) is null then
      -- Two processes may find the month missing at once; the second waits here and then sees it.
      perform pg_advisory_xact_lock(hashtext('ballast.partition'), hashtext(partition));
      if to_regclass(partition) is null then
        execute format('create table %I partition of %s for values from (%L) to (%L)',
          partition, parent, month_start, date_trunc('month', month_start + interval '32 days', 'UTC'));
        if parent::text = 'audit_event' then
          execute format('create trigger %I before truncate on %I for each statement execute function refuse_change()',
            partition || '_no_truncate', partition);
        end if;
        made := made + 1;
      end if;
    end if;
    month_start := date_trunc('month', month_start + interval '32 days', 'UTC');
  end loop;
  return made;
end $$;

-- Append-only tables: not even their owner changes them.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

create table asset (
  id           uuid primary key,
  kind         text not null check (kind in ('currency', 'instrument')),
  symbol       text not null check (symbol ~ '^[A-Z0-9./-]{1,20}$'),
  name         text not null,
  asset_class  text check (asset_class in ('us_equity', 'crypto')),
  exchange     text,
  currency_id  uuid references asset (id),
  decimals     integer not null default 2 check (decimals between 0 and 18),
  tick_size    numeric(38, 18) check (tick_size > 0),
  min_notional numeric(38, 18) not null default 1,
  fractionable boolean not null default false,
  shortable    boolean not null default false,
  tradable     boolean not null default true,
  created_at   timestamptz(3) not null default now(),
  constraint asset_instrument_is_whole check (
    kind = 'currency' or (asset_class is not null and exchange is not null and currency_id is not null and tick_size is not null))
);
alter table asset add constraint asset_symbol_key unique (symbol);

-- One row: the market of this database, fixed at its first start. venue_at is null while venue time is the wall clock.
create table market_state (
  id         integer primary key default 1 check (id = 1),
  mode       text not null check (mode in ('simulated', 'replay', 'live')),
  source     text not null,
  seed       text not null,
  stepped    boolean not null default false,
  speed      numeric(38, 18) not null default 1,
  tick       bigint not null default 0,
  venue_at   timestamptz(3),
  started_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  seeded_at  timestamptz(3),
  state      jsonb not null default '{}'
);

-- Venue time: what orders, fills and trading days go by.
create function venue_now() returns timestamptz language sql stable as $$
  select coalesce((select venue_at from market_state where id = 1), clock_timestamp())
$$;
create function venue_day(at timestamptz) returns date language sql immutable as $$
  select (at at time zone 'America/New_York')::date
$$;

create table bar (
  source      text not null,
  asset_id    uuid not null references asset (id),
  interval    text not null check (interval in ('1m', '1d')),
  start_at    timestamptz(3) not null,
  trading_day date not null,
  open        numeric(38, 18) not null check (open > 0),
  high        numeric(38, 18) not null,
  low         numeric(38, 18) not null check (low > 0),
  close       numeric(38, 18) not null,
  volume      numeric(38, 18) not null check (volume >= 0),
  primary key (source, asset_id, interval, start_at),
  constraint bar_contains_its_prices check (high >= low and open between low and high and close between low and high)
) partition by range (start_at);

-- Latest quotes only: rebuilt within a second of a crash, so they need no log.
create unlogged table quote (
  asset_id       uuid primary key,
  source         text not null,
  bid            numeric(38, 18) not null,
  ask            numeric(38, 18) not null,
  last           numeric(38, 18) not null,
  bid_size       numeric(38, 18) not null,
  ask_size       numeric(38, 18) not null,
  open           numeric(38, 18) not null,
  previous_close numeric(38, 18) not null,
  tick           bigint not null,
  venue_at       timestamptz(3) not null,
  updated_at     timestamptz(3) not null
);

-- Steps and quotes that an operator asks a stepped market for; the market's leader carries them out in order.
create table market_command (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('step', 'quote')),
  payload    jsonb not null default '{}',
  created_at timestamptz(3) not null default now(),
  done_at    timestamptz(3)
);
create index market_command_pending on market_command (id) where done_at is null;

-- One row per imported file and symbol: the same file twice changes nothing.
create table bar_import (
  id          uuid primary key,
  asset_id    uuid not null references asset (id),
  source      text not null,
  file_sha256 bytea not null,
  rows        integer not null check (rows > 0),
  from_day    date not null,
  to_day      date not null,
  created_at  timestamptz(3) not null default now(),
  unique (asset_id, source, file_sha256)
);

-- Down Migration
drop table bar_import, market_command, quote, bar, market_state, asset;
drop function venue_day(timestamptz);
drop function venue_now();
drop function refuse_change();
drop function ensure_month_partitions(regclass, timestamptz, timestamptz);
