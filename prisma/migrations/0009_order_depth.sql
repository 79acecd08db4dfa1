-- Up Migration
-- Order life at full depth: every type, time in force and class; shorts and margin; sessions with overrides; a venue that keeps all of it.

alter table account
  add column multiplier       integer not null default 1 check (multiplier in (1, 2, 4)),
  add column shorting         boolean not null default false,
  add column allow_cross_zero boolean not null default false,
  -- What the account may owe: recorded, so that buying power does not move while nobody trades. The cash balance's floor is its negative.
  add column credit           numeric(38, 18) not null default 0 check (credit >= 0),
  -- The trading day that the credit was last recorded on: once a day it follows the account's equity.
  add column credit_day       date,
  add column slippage_kind    text not null default 'none' check (slippage_kind in ('none', 'per_share', 'bps')),
  add column slippage_value   numeric(38, 18) not null default 0 check (slippage_value >= 0),
  add column commission_kind  text not null default 'default' check (commission_kind in ('default', 'none', 'per_share', 'bps', 'alpaca')),
  add column commission_value numeric(38, 18) not null default 0 check (commission_value >= 0),
  add column commission_minimum numeric(38, 18) not null default 0 check (commission_minimum >= 0);

alter table orders
  drop constraint orders_type_check,
  drop constraint orders_time_in_force_check,
  drop constraint orders_order_class_check,
  drop constraint orders_status_check,
  drop constraint orders_amounts_positive;
alter table orders
  add column stop_price      numeric(38, 18),
  add column trail_price     numeric(38, 18),
  add column trail_percent   numeric(38, 18),
  add column high_water_mark numeric(38, 18),
  add column triggered_at    timestamptz(3),
  add column extended_hours  boolean not null default false,
  -- The auction that a market-on-open or market-on-close order is for.
  add column auction_at      timestamptz(3),
  add column leg_role        text check (leg_role in ('entry', 'take_profit', 'stop_loss')),
  -- Members of a bracket, OCO or OTO carry the id of the order that the group was placed with.
  add column group_id        uuid,
  add column replaced_by_id  uuid references orders (id),
  -- What the replaced order had filled when this one's quantity was reckoned; null when the venue has no part in the replacement.
  add column replaced_filled numeric(38, 18),
  -- Cash set aside for the part of a sale that is short.
  add column margin_hold_id  uuid references hold (id),
  add constraint orders_type_check check (type in ('market', 'limit', 'stop', 'stop_limit', 'trailing_stop')),
  add constraint orders_time_in_force_check check (time_in_force in ('day', 'gtc', 'opg', 'cls', 'ioc', 'fok')),
  add constraint orders_order_class_check check (order_class in ('simple', 'bracket', 'oco', 'oto')),
  add constraint orders_status_check check (status in
    ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held', 'filled', 'canceled', 'expired', 'rejected', 'replaced')),
  add constraint orders_amounts_positive check (status = 'rejected' or least(quantity, notional, limit_price, stop_price, trail_price, trail_percent) > 0);
create index orders_by_group on orders (group_id) where group_id is not null;
-- An order is replaced by one order at a time; refused attempts do not count.
create unique index orders_replacing on orders (replaces_id) where replaces_id is not null and status <> 'rejected';
drop index orders_open;
drop index orders_expiring;
create index orders_open on orders (account_id, asset_id)
  where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held');
create index orders_expiring on orders (expires_at)
  where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held') and expires_at is not null;
create index orders_pending_replace on orders (updated_at) where status = 'pending_replace';

alter table order_event drop constraint order_event_type_check;
alter table order_event add constraint order_event_type_check check (type in ('received', 'checked', 'accepted', 'rejected', 'sent', 'acknowledged',
  'partially_filled', 'filled', 'cancel_requested', 'canceled', 'expired', 'unanswered', 'held', 'activated', 'reduced', 'triggered',
  'replace_requested', 'replaced', 'replace_refused', 'busted', 'corrected'));

-- What a short position keeps aside: its proceeds and as much again, released as it is covered.
alter table position add column collateral_hold_id uuid references hold (id);

alter table venue_order
  drop constraint venue_order_type_check,
  drop constraint venue_order_status_check;
alter table venue_order
  add column stop_price      numeric(38, 18),
  add column trail_price     numeric(38, 18),
  add column trail_percent   numeric(38, 18),
  add column high_water_mark numeric(38, 18),
  add column triggered_at    timestamptz(3),
  add column extended_hours  boolean not null default false,
  add column group_id        uuid,
  add column auction_at      timestamptz(3),
  add column marked_at       timestamptz(3),
  add constraint venue_order_type_check check (type in ('market', 'limit', 'stop', 'stop_limit', 'trailing_stop')),
  add constraint venue_order_status_check check (status in ('open', 'filled', 'canceled', 'expired', 'replaced'));
create index venue_order_by_group on venue_order (group_id) where group_id is not null;
-- Marks that the desk has not been told of yet.
create index venue_order_marked on venue_order (seq) where marked_at is not null;

alter table venue_execution
  add column kind        text not null default 'fill' check (kind in ('fill', 'bust', 'correct')),
  add column reverses_id text references venue_execution (venue_execution_id),
  add constraint venue_execution_reverses check ((kind = 'fill') = (reverses_id is null));

-- Days that differ from the rules of the exchange: what admins add stands above what the rules say.
create table session_override (
  day        date primary key,
  kind       text not null check (kind in ('closed', 'half_day', 'custom', 'normal')),
  open_at    text check (open_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  close_at   text check (close_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
  reason     text not null check (length(reason) between 1 and 500),
  version    integer not null default 1,
  updated_by uuid not null,
  updated_at timestamptz(3) not null,
  constraint session_override_custom_has_times check ((kind = 'custom') = (open_at is not null and close_at is not null))
);
alter table market_state add column sessions text not null default 'always' check (sessions in ('nyse', 'always')),
  add column sessions_version integer not null default 1,
  -- The venue time up to which the leader of a replay's book has met every bar: a successor goes on from there.
  add column venue_looked_at timestamptz(3);
update market_state set venue_looked_at = venue_at where mode = 'replay';

-- Down Migration
alter table market_state drop column sessions, drop column sessions_version, drop column venue_looked_at;
drop table session_override;
alter table venue_execution drop column reverses_id, drop column kind;
drop index venue_order_by_group;
drop index venue_order_marked;
alter table venue_order drop constraint venue_order_type_check, drop constraint venue_order_status_check;
alter table venue_order drop column stop_price, drop column trail_price, drop column trail_percent, drop column high_water_mark,
  drop column triggered_at, drop column extended_hours, drop column group_id, drop column auction_at, drop column marked_at,
  add constraint venue_order_type_check check (type in ('market', 'limit')),
  add constraint venue_order_status_check check (status in ('open', 'filled', 'canceled', 'expired'));
alter table position drop column collateral_hold_id;
alter table order_event drop constraint order_event_type_check;
alter table order_event add constraint order_event_type_check check (type in ('received', 'checked', 'accepted', 'rejected', 'sent', 'acknowledged',
  'partially_filled', 'filled', 'cancel_requested', 'canceled', 'expired', 'unanswered'));
drop index orders_pending_replace;
drop index orders_expiring;
drop index orders_open;
drop index orders_replacing;
drop index orders_by_group;
alter table orders
  drop constraint orders_type_check,
  drop constraint orders_time_in_force_check,
  drop constraint orders_order_class_check,
  drop constraint orders_status_check,
  drop constraint orders_amounts_positive;
alter table orders
  drop column stop_price, drop column trail_price, drop column trail_percent, drop column high_water_mark, drop column triggered_at,
  drop column extended_hours, drop column auction_at, drop column leg_role, drop column group_id, drop column replaced_by_id, drop column replaced_filled, drop column margin_hold_id,
  add constraint orders_type_check check (type in ('market', 'limit')),
  add constraint orders_time_in_force_check check (time_in_force in ('day', 'gtc')),
  add constraint orders_order_class_check check (order_class = 'simple'),
  add constraint orders_status_check check (status in
    ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'filled', 'canceled', 'expired', 'rejected', 'replaced')),
  add constraint orders_amounts_positive check (status = 'rejected' or (coalesce(quantity, 1) > 0 and coalesce(notional, 1) > 0 and coalesce(limit_price, 1) > 0));
create index orders_open on orders (account_id, asset_id) where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel');
create index orders_expiring on orders (expires_at) where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel') and expires_at is not null;
alter table account drop column multiplier, drop column shorting, drop column allow_cross_zero, drop column credit, drop column credit_day, drop column slippage_kind,
  drop column slippage_value, drop column commission_kind, drop column commission_value, drop column commission_minimum;
