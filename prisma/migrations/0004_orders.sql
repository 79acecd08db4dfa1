-- Up Migration
-- Orders, what became of them, and what is derived from their executions.

-- Plural because ORDER is a reserved word of SQL.
create table orders (
  id                  uuid primary key,
  account_id          uuid not null references account (id),
  client_order_id     text not null check (length(client_order_id) between 1 and 128),
  asset_id            uuid not null references asset (id),
  symbol              text not null,
  side                text not null check (side in ('buy', 'sell')),
  type                text not null check (type in ('market', 'limit')),
  time_in_force       text not null check (time_in_force in ('day', 'gtc')),
  order_class         text not null default 'simple' check (order_class = 'simple'),
  quantity            numeric(38, 18),
  notional            numeric(38, 18),
  limit_price         numeric(38, 18),
  status              text not null check (status in
    ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'filled', 'canceled', 'expired', 'rejected', 'replaced')),
  dispatch            text not null check (dispatch in ('none', 'queued', 'sending', 'acknowledged', 'unknown')),
  dispatch_lease_at   timestamptz(3),
  dispatch_attempts   integer not null default 0,
  filled_quantity     numeric(38, 18) not null default 0 check (filled_quantity >= 0),
  filled_value        numeric(38, 18) not null default 0 check (filled_value >= 0),
  hold_id             uuid references hold (id),
  reject_reason       text,
  reject_detail       jsonb,
  cancel_reason       text,
  cancel_requested_at timestamptz(3),
  actor_kind          text not null check (actor_kind in ('user', 'api_key', 'agent', 'system')),
  actor_id            uuid not null,
  on_behalf_of        uuid,
  source              text not null check (source in ('api', 'ui', 'cli', 'agent', 'gateway', 'system')),
  strategy            text,
  parent_id           uuid references orders (id),
  replaces_id         uuid references orders (id),
  flag_versions       jsonb not null default '{}',
  request_id          text not null,
  submitted_at        timestamptz(3) not null,
  expires_at          timestamptz(3),
  closed_at           timestamptz(3),
  recorded_at         timestamptz(3) not null default now(),
  updated_at          timestamptz(3) not null default now(),
  version             integer not null default 1,
  constraint orders_client_order_id_key unique (account_id, client_order_id),
  constraint orders_quantity_or_notional check (status = 'rejected' or (quantity is null) <> (notional is null)),
  constraint orders_amounts_positive check (status = 'rejected' or (coalesce(quantity, 1) > 0 and coalesce(notional, 1) > 0 and coalesce(limit_price, 1) > 0)),
  constraint orders_closed_has_time check ((status in ('filled', 'canceled', 'expired', 'rejected', 'replaced')) = (closed_at is not null)),
  constraint orders_rejected_has_reason check ((status = 'rejected') = (reject_reason is not null))
);
create index orders_by_account on orders (account_id, submitted_at desc, id desc);
create index orders_by_account_status on orders (account_id, status, submitted_at desc, id desc);
create index orders_by_account_symbol on orders (account_id, asset_id, submitted_at desc, id desc);
create index orders_open on orders (account_id, asset_id) where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel');
create index orders_undispatched on orders (submitted_at) where dispatch in ('queued', 'sending', 'unknown');
create index orders_pending_cancel on orders (cancel_requested_at) where status = 'pending_cancel';
create index orders_expiring on orders (expires_at) where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel') and expires_at is not null;

-- The order's story: every step with its time and actor.
create table order_event (
  id           uuid primary key,
  order_id     uuid not null references orders (id),
  account_id   uuid not null references account (id),
  type         text not null check (type in ('received', 'checked', 'accepted', 'rejected', 'sent', 'acknowledged', 'partially_filled', 'filled',
                 'cancel_requested', 'canceled', 'expired', 'unanswered')),
  status       text not null,
  actor_kind   text not null,
  actor_id     uuid not null,
  detail       jsonb not null default '{}',
  effective_at timestamptz(3) not null,
  recorded_at  timestamptz(3) not null default clock_timestamp()
);
create index order_event_by_order on order_event (order_id, recorded_at, id);
create trigger order_event_no_change before update or delete on order_event for each row execute function refuse_change();

create table execution (
  id                 uuid primary key,
  account_id         uuid not null references account (id),
  order_id           uuid references orders (id),
  asset_id           uuid not null references asset (id),
  symbol             text not null,
  venue_execution_id text not null,
  kind               text not null check (kind in ('fill', 'bust', 'correct', 'import')),
  reverses_id        uuid references execution (id),
  side               text not null check (side in ('buy', 'sell')),
  quantity           numeric(38, 18) not null check (quantity > 0),
  price              numeric(38, 18) not null check (price > 0),
  fee                numeric(38, 18) not null default 0,
  realised           numeric(38, 18) not null default 0,
  journal_id         uuid not null unique references journal (id),
  effective_at       timestamptz(3) not null,
  recorded_at        timestamptz(3) not null default now(),
  account_seq        bigint not null,
  unique (account_id, venue_execution_id)
);
create index execution_by_account on execution (account_id, effective_at desc, id desc);
create index execution_by_account_symbol on execution (account_id, asset_id, account_seq);
create index execution_by_order on execution (order_id, effective_at, id);
create trigger execution_no_change before update or delete on execution for each row execute function refuse_change();
create trigger execution_no_truncate before truncate on execution for each statement execute function refuse_change();

-- Derived: lots, closes and positions can be rebuilt from executions, and are compared with them by the proof.
create table lot (
  id                  uuid primary key,
  account_id          uuid not null references account (id),
  asset_id            uuid not null references asset (id),
  opened_execution_id uuid not null references execution (id),
  opened_at           timestamptz(3) not null,
  seq                 bigint not null,
  quantity            numeric(38, 18) not null check (quantity <> 0),
  open_quantity       numeric(38, 18) not null,
  cost                numeric(38, 18) not null,
  open_cost           numeric(38, 18) not null,
  split_numerator     bigint not null default 1,
  split_denominator   bigint not null default 1
);
create index lot_open on lot (account_id, asset_id, seq) where open_quantity <> 0;
create index lot_by_account on lot (account_id, opened_at desc, id desc);

create table lot_close (
  id           uuid primary key,
  account_id   uuid not null references account (id),
  lot_id       uuid not null references lot (id),
  execution_id uuid not null references execution (id),
  quantity     numeric(38, 18) not null,
  cost         numeric(38, 18) not null,
  proceeds     numeric(38, 18) not null,
  realised     numeric(38, 18) not null
);
create index lot_close_by_execution on lot_close (execution_id);
create index lot_close_by_lot on lot_close (lot_id);

create table position (
  account_id uuid not null references account (id),
  asset_id   uuid not null references asset (id),
  quantity   numeric(38, 18) not null,
  cost       numeric(38, 18) not null,
  realised   numeric(38, 18) not null,
  fees       numeric(38, 18) not null,
  executions bigint not null,
  opened_at  timestamptz(3),
  updated_at timestamptz(3) not null,
  primary key (account_id, asset_id)
);
create index position_open on position (account_id) where quantity <> 0;

-- Where a trading day began, for the day's profit and loss.
create table account_day (
  account_id   uuid not null references account (id),
  trading_day  date not null,
  start_equity numeric(38, 18) not null,
  net_deposits numeric(38, 18) not null default 0,
  primary key (account_id, trading_day)
);

create table equity_point (
  account_id   uuid not null references account (id),
  interval     text not null check (interval in ('1m', '1d')),
  at           timestamptz(3) not null,
  equity       numeric(38, 18) not null,
  cash         numeric(38, 18) not null,
  net_deposits numeric(38, 18) not null,
  primary key (account_id, interval, at)
);

-- The paper venue's own book. It stands for an outside system: only its adapter and its leader touch it.
create table venue_order (
  order_id        uuid primary key,
  account_id      uuid not null,
  asset_id        uuid not null references asset (id),
  venue_order_id  text not null unique,
  side            text not null check (side in ('buy', 'sell')),
  type            text not null check (type in ('market', 'limit')),
  time_in_force   text not null,
  quantity        numeric(38, 18),
  notional        numeric(38, 18),
  limit_price     numeric(38, 18),
  filled_quantity numeric(38, 18) not null default 0,
  filled_value    numeric(38, 18) not null default 0,
  executions      integer not null default 0,
  status          text not null check (status in ('open', 'filled', 'canceled', 'expired')),
  close_reason    text,
  seq             bigint generated always as identity,
  received_at     timestamptz(3) not null,
  expires_at      timestamptz(3),
  closed_at       timestamptz(3),
  reported_at     timestamptz(3)
);
create index venue_order_open on venue_order (asset_id, seq) where status = 'open';
create index venue_order_unreported on venue_order (seq) where status <> 'open' and reported_at is null;

create table venue_execution (
  venue_execution_id text primary key,
  order_id           uuid not null references venue_order (order_id),
  account_id         uuid not null,
  quantity           numeric(38, 18) not null check (quantity > 0),
  price              numeric(38, 18) not null check (price > 0),
  fee                numeric(38, 18) not null,
  seq                bigint generated always as identity,
  executed_at        timestamptz(3) not null,
  reported_at        timestamptz(3)
);
create index venue_execution_unreported on venue_execution (seq) where reported_at is null;

-- Down Migration
drop table venue_execution, venue_order, equity_point, account_day, position, lot_close, lot, execution, order_event, orders;
