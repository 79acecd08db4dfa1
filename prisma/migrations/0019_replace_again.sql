-- Up Migration
-- One replacement at a time: one that never arrived, was halted, canceled or expired on its way leaves its order to be replaced anew.
drop index orders_replacing;
create unique index orders_replacing on orders (replaces_id) where replaces_id is not null and closed_at is null;

-- Down Migration
drop index orders_replacing;
create unique index orders_replacing on orders (replaces_id) where replaces_id is not null and status <> 'rejected';
