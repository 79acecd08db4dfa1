-- Up Migration
-- Limits, breaches, halts and flags: what may be done, and who changed it.

create table risk_limit (
  id         uuid primary key,
  scope_kind text not null check (scope_kind in ('account')),
  scope_id   uuid not null references account (id),
  rule       text not null check (rule in ('max_order_value', 'max_position_value', 'max_open_orders', 'max_orders_per_minute', 'max_daily_loss')),
  value      numeric(38, 18) not null check (value >= 0),
  reason     text not null default '',
  version    integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz(3) not null,
  unique (scope_kind, scope_id, rule)
);

create table breach (
  id           uuid primary key,
  account_id   uuid not null references account (id),
  order_id     uuid references orders (id),
  rule         text not null,
  limit_value  numeric(38, 18),
  observed     numeric(38, 18),
  headroom     numeric(38, 18),
  message      text not null,
  effective_at timestamptz(3) not null,
  recorded_at  timestamptz(3) not null default now()
);
create index breach_by_account on breach (account_id, effective_at desc, id desc);

create table halt (
  id          uuid primary key,
  scope_kind  text not null check (scope_kind in ('desk', 'account')),
  account_id  uuid references account (id),
  reason      text not null check (length(reason) between 1 and 500),
  set_by      uuid not null,
  set_at      timestamptz(3) not null,
  lifted_by   uuid,
  lifted_at   timestamptz(3),
  lift_reason text,
  constraint halt_scope_names_account check ((scope_kind = 'account') = (account_id is not null)),
  constraint halt_lifted_whole check ((lifted_at is null) = (lifted_by is null))
);
create unique index halt_one_per_scope on halt (scope_kind, coalesce(account_id, '00000000-0000-0000-0000-000000000000')) where lifted_at is null;
create index halt_by_time on halt (set_at desc, id desc);

create table flag (
  key             text primary key check (key ~ '^[a-z]+(\.[a-z_]+)+$'),
  description     text not null,
  enabled         boolean not null,
  default_value   boolean not null,
  rollout_bps     integer not null default 10000 check (rollout_bps between 0 and 10000),
  allow_accounts  uuid[] not null default '{}',
  deny_accounts   uuid[] not null default '{}',
  salt            text not null,
  version         integer not null default 1,
  reason          text not null default '',
  updated_by      uuid not null,
  updated_at      timestamptz(3) not null
);

-- Down Migration
drop table flag, halt, breach, risk_limit;
