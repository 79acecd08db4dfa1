-- Up Migration
-- Lots that are computed anew: what was wished where there is too much of it for a request, and how far the worker is with it.

create table lot_change (
  id          uuid primary key,
  account_id  uuid not null references account (id),
  kind        text not null check (kind in ('method', 'assignment')),
  method      text check (method in ('fifo', 'lifo', 'hifo', 'specific', 'average')),
  -- The trade whose lots were chosen, and the choice.
  closing_id  uuid,
  takes       jsonb,
  -- undoing: it cannot be, and what was computed already goes back.
  status      text not null default 'waiting' check (status in ('waiting', 'undoing', 'done', 'failed')),
  -- Trades whose lots are computed anew, and those of them that are.
  trades      integer not null,
  done        integer not null default 0,
  attempts    integer not null default 0,
  failure     text,
  created_by  uuid not null,
  created_at  timestamptz(3) not null default now(),
  updated_at  timestamptz(3) not null default now(),
  constraint lot_change_is_whole check (case kind when 'method' then method is not null and num_nonnulls(closing_id, takes) = 0
    else method is null and num_nonnulls(closing_id, takes) = 2 end)
);
create index lot_change_by_account on lot_change (account_id, created_at desc);
-- One at a time: the next one would be about lots that nobody has seen yet.
create unique index lot_change_open on lot_change (account_id) where status in ('waiting', 'undoing');

-- The method by which the lots of this position are kept while the account's changes, instrument by instrument; otherwise null, and the
-- account's counts.
alter table position add column lot_method text check (lot_method in ('fifo', 'lifo', 'hifo', 'specific', 'average'));

-- An account's stream also tells of a history that was made anew.
alter table stream_event drop constraint stream_event_type_check;
alter table stream_event add constraint stream_event_type_check
  check (type in ('order', 'execution', 'balance', 'limit', 'halt', 'breach', 'performance'));

-- Down Migration
-- Events that were told stay.
alter table stream_event drop constraint stream_event_type_check;
alter table stream_event add constraint stream_event_type_check
  check (type in ('order', 'execution', 'balance', 'limit', 'halt', 'breach')) not valid;
alter table position drop column lot_method;
drop table lot_change;
