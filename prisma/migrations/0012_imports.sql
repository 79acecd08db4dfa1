-- Up Migration
-- Files of activities and prices: received whole, staged row by row with a verdict each, published at once, undone as a whole.

create table file_import (
  id                  uuid primary key,
  kind                text not null check (kind in ('activities', 'prices')),
  -- Whose they are; null for prices that everybody sees.
  account_id          uuid references account (id),
  file_name           text not null check (length(file_name) between 1 and 200),
  format              text not null check (format in ('csv', 'json')),
  sha256              bytea not null,
  -- The file, until its rows are staged.
  content             text,
  basis               text check (basis in ('as_traded', 'split_adjusted')),
  status              text not null check (status in ('received', 'staged', 'unreadable', 'publishing', 'published', 'undoing', 'undone', 'discarded')),
  publish_when_staged boolean not null,
  skip_refused        boolean not null,
  -- Whose turn it is to stage the rows: whoever finds another one here leaves off.
  run                 uuid,
  rows                integer not null default 0,
  accepted            integer not null default 0,
  duplicates          integer not null default 0,
  refused             integer not null default 0,
  warnings            integer not null default 0,
  from_day            date,
  to_day              date,
  columns             jsonb not null default '[]',
  ignored             jsonb not null default '[]',
  new_symbols         jsonb not null default '[]',
  -- Of the file as a whole: while there are any it is not published.
  problems            jsonb not null default '[]',
  -- How often publishing or undoing it was begun since it was asked for.
  attempts            integer not null default 0,
  undo_reason         text check (length(undo_reason) between 1 and 500),
  -- Why the last attempt to publish or undo it did nothing.
  failure             text,
  created_by          uuid not null,
  created_at          timestamptz(3) not null default now(),
  updated_at          timestamptz(3) not null default now(),
  published_at        timestamptz(3),
  undone_at           timestamptz(3),
  constraint file_import_is_whole check (case kind when 'activities' then account_id is not null and basis is null else basis is not null end)
);
create index file_import_by_account on file_import (account_id, created_at desc, id desc);
create index file_import_pending on file_import (updated_at) where status in ('received', 'publishing', 'undoing');

create table file_import_row (
  import_id uuid not null references file_import (id),
  row       integer not null check (row > 0),
  line      integer not null,
  verdict   text not null check (verdict in ('accepted', 'duplicate', 'refused')),
  -- What was understood; null where a row cannot be read.
  value     jsonb,
  -- What stood there, of rows that are refused.
  cells     jsonb,
  problems  jsonb not null default '[]',
  warnings  jsonb not null default '[]',
  -- The close that a published price took the place of.
  previous  jsonb,
  primary key (import_id, row),
  constraint file_import_row_is_whole check (verdict = 'refused' or value is not null)
);
create index file_import_row_by_verdict on file_import_row (import_id, verdict, row);

-- Down Migration
drop table file_import_row, file_import;
