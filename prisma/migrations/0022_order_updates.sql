-- Up Migration
-- A row that is changed in nothing that an index looks at stays where it is, and none of its nine indexes is written again. Claiming an order
-- for the wire is such a change, once the index of what is on its way looks at a column that stays the same meanwhile.
drop index orders_undispatched;
alter table orders add column undispatched boolean not null generated always as (dispatch in ('queued', 'sending', 'unknown')) stored;
create index orders_undispatched on orders (submitted_at) where undispatched;
-- It also needs room on its page: for one more version of each order, and for the answer that each key's row gets in the end.
alter table orders set (fillfactor = 60);
alter table idempotency_key set (fillfactor = 12);

-- Down Migration
alter table idempotency_key reset (fillfactor);
alter table orders reset (fillfactor);
drop index orders_undispatched;
alter table orders drop column undispatched;
create index orders_undispatched on orders (submitted_at) where dispatch in ('queued', 'sending', 'unknown');
