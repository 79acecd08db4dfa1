-- Up Migration
-- People, their sessions and keys. Personal data lives here and only here: every other table holds ids.

create table app_user (
  id            uuid primary key,
  email         text not null check (email = lower(email) and length(email) between 3 and 254),
  name          text not null check (length(name) between 1 and 120),
  role          text not null check (role in ('viewer', 'trader', 'admin')),
  status        text not null default 'active' check (status in ('active', 'disabled')),
  password_hash text,
  preferences   jsonb not null default '{}',
  version       integer not null default 1,
  created_at    timestamptz(3) not null default now(),
  updated_at    timestamptz(3) not null default now(),
  last_seen_at  timestamptz(3)
);
alter table app_user add constraint app_user_email_key unique (email);

create table session (
  id           uuid primary key,
  user_id      uuid not null references app_user (id),
  address      text,
  user_agent   text,
  created_at   timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  expires_at   timestamptz(3) not null,
  ended_at     timestamptz(3),
  end_reason   text check (end_reason in ('signed_out', 'ended_by_user', 'ended_by_admin', 'idle', 'expired', 'disabled', 'password_changed'))
);
create index session_open_by_user on session (user_id, created_at desc) where ended_at is null;

create table password_token (
  id         uuid primary key,
  user_id    uuid not null references app_user (id),
  token_hash bytea not null unique,
  expires_at timestamptz(3) not null,
  used_at    timestamptz(3),
  created_at timestamptz(3) not null default now()
);

create table api_key (
  id                uuid primary key,
  user_id           uuid not null references app_user (id),
  name              text not null check (length(name) between 1 and 80),
  prefix            text not null unique,
  secret_hash       bytea not null,
  scopes            text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'trade', 'admin']),
  tier              text not null default 'standard' check (tier in ('standard', 'premium')),
  created_at        timestamptz(3) not null default now(),
  expires_at        timestamptz(3),
  revoked_at        timestamptz(3),
  last_used_at      timestamptz(3),
  last_used_address text
);
create index api_key_by_user on api_key (user_id, created_at desc, id desc);
create index api_key_by_time on api_key (created_at desc, id desc);

-- Sign-ins that failed and other warnings: kept for a while, then removed; not part of the audit log because it names addresses.
create table security_event (
  id         uuid primary key,
  kind       text not null check (kind in ('sign_in_failed', 'sign_in_limited', 'key_refused', 'session_refused')),
  user_id    uuid,
  subject    text not null,
  address    text,
  created_at timestamptz(3) not null default now()
);
create index security_event_by_time on security_event (created_at desc);
create index security_event_by_subject on security_event (kind, subject, created_at desc);

-- Down Migration
drop table security_event, api_key, password_token, session, app_user;
