-- Up Migration
-- What happened: the audit log, the stream's events, stored answers, leases.

create table audit_event (
  id           uuid not null,
  recorded_at  timestamptz(3) not null default now(),
  effective_at timestamptz(3) not null,
  xid          xid8 not null default pg_current_xact_id(),
  actor_kind   text not null check (actor_kind in ('user', 'api_key', 'agent', 'system')),
  actor_id     uuid not null,
  source       text not null check (source in ('api', 'ui', 'cli', 'agent', 'gateway', 'system')),
  action       text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  entity_type  text not null,
  entity_id    text not null,
  account_id   uuid,
  before       text,
  after        text,
  reason       text,
  request_id   text not null,
  primary key (id, recorded_at)
) partition by range (recorded_at);
create index audit_event_by_time on audit_event (effective_at desc, id desc);
create index audit_event_by_entity on audit_event (entity_type, entity_id, id desc);
create index audit_event_by_account on audit_event (account_id, effective_at desc, id desc) where account_id is not null;
create index audit_event_by_actor on audit_event (actor_id, effective_at desc, id desc);
create index audit_event_by_request on audit_event (request_id);
create trigger audit_event_no_change before update or delete on audit_event for each row execute function refuse_change();
create trigger audit_event_no_truncate before truncate on audit_event for each statement execute function refuse_change();

create table stream_event (
  account_id uuid not null,
  seq        bigint not null,
  at         timestamptz(3) not null default now(),
  type       text not null check (type in ('order', 'execution', 'balance', 'limit', 'halt', 'breach')),
  entity_id  uuid,
  payload    jsonb not null,
  primary key (account_id, seq, at)
) partition by range (at);

create table idempotency_key (
  user_id     uuid not null,
  key         text not null check (length(key) between 16 and 255),
  route       text not null,
  fingerprint bytea not null,
  status      integer,
  body        jsonb,
  entity_id   uuid,
  created_at  timestamptz(3) not null default now(),
  expires_at  timestamptz(3) not null,
  primary key (user_id, key)
);
create index idempotency_key_expiring on idempotency_key (expires_at);
create index idempotency_key_by_entity on idempotency_key (entity_id) where entity_id is not null;

-- Who leads market, venue and schedules; a holder that lost its lease has an old epoch, and its writes are refused.
create table worker_lease (
  name       text primary key,
  holder     uuid not null,
  epoch      bigint not null,
  expires_at timestamptz not null,
  detail     jsonb not null default '{}'
);

-- Numbers that processes report about themselves, for the health page.
create table process_report (
  process_id uuid primary key,
  kind       text not null check (kind in ('web', 'worker')),
  version    text not null,
  started_at timestamptz(3) not null,
  seen_at    timestamptz(3) not null,
  detail     jsonb not null default '{}'
);

create unlogged table rate_limit (
  key    text primary key,
  points integer not null default 0,
  expire bigint
);

select ensure_month_partitions('audit_event', now() - interval '1 month', now() + interval '3 months');
select ensure_month_partitions('stream_event', now() - interval '1 month', now() + interval '3 months');
select ensure_month_partitions('bar', now() - interval '1 month', now() + interval '3 months');

-- Down Migration
drop table rate_limit, process_report, worker_lease, idempotency_key, stream_event, audit_event;
