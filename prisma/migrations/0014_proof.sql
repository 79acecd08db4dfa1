-- Up Migration
-- When the books were proven, how much was looked at, and what was found. No foreign keys: a finding must be written down whatever the
-- broken books name.

create table proof_pass (
  id           uuid primary key,
  -- full: every account and every journal. changed: the accounts that changed, and some of those not seen for longest.
  kind         text not null check (kind in ('full', 'changed')),
  occasion     text not null check (occasion in ('minute', 'nightly', 'request', 'command')),
  requested_by uuid,
  requested_at timestamptz(3),
  -- The books as they were at this moment.
  started_at   timestamptz(3),
  finished_at  timestamptz(3),
  duration_ms  integer check (duration_ms >= 0),
  accounts     integer,
  orders       bigint,
  executions   bigint,
  journals     bigint,
  postings     bigint,
  -- Confirmed by a second look.
  findings     integer,
  constraint proof_pass_requested_or_run check (requested_at is not null or finished_at is not null),
  constraint proof_pass_finished_whole check (num_nulls(finished_at, duration_ms, accounts, orders, executions, journals, postings, findings) in (0, 8)),
  constraint proof_pass_ends_after_start check (finished_at is null or started_at is not null)
);
create index proof_pass_by_time on proof_pass (started_at desc, id desc);
create index proof_pass_full on proof_pass (started_at desc) where kind = 'full' and finished_at is not null;
create index proof_pass_waiting on proof_pass (requested_at) where finished_at is null;

create table proof_finding (
  id             uuid primary key,
  check_name     text not null,
  -- What it stops: broken journals stop the desk, everything else the account it is in.
  scope          text not null check (scope in ('desk', 'account')),
  account_id     uuid,
  journal_id     uuid,
  order_id       uuid,
  message        text not null,
  first_pass_id  uuid not null,
  first_seen_at  timestamptz(3) not null,
  last_pass_id   uuid not null,
  last_seen_at   timestamptz(3) not null,
  closed_pass_id uuid,
  closed_at      timestamptz(3),
  constraint proof_finding_closed_whole check ((closed_at is null) = (closed_pass_id is null)),
  constraint proof_finding_account_named check (scope = 'desk' or account_id is not null)
);
-- The same place is one finding for as long as it is open, however often it is seen.
create unique index proof_finding_open on proof_finding (check_name, coalesce(account_id, '00000000-0000-0000-0000-000000000000'),
  coalesce(journal_id, '00000000-0000-0000-0000-000000000000'), coalesce(order_id, '00000000-0000-0000-0000-000000000000'))
  where closed_at is null;
create index proof_finding_by_time on proof_finding (first_seen_at desc, id desc);

-- Up to which event each account has been looked at: what has moved on since is looked at next.
create table proof_account (
  account_id uuid primary key,
  event_seq  bigint not null,
  proved_at  timestamptz(3) not null
);
create index proof_account_by_age on proof_account (proved_at);

-- Down Migration
drop table proof_account, proof_finding, proof_pass;
