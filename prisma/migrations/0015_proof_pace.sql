-- Up Migration
-- How much a look at an account takes, so that as much is looked at in each pass as its time allows; and what must be looked at again.

alter table proof_account
  -- How many journals and orders there were when all of it was looked at: so long does it take.
  add column entries bigint not null default 0 check (entries >= 0);

alter table proof_pass
  -- Mismatches of which it could not be told in time whether they last, because somebody held what had to stand still: the next pass looks again.
  add column unsettled integer not null default 0 check (unsettled >= 0),
  -- How often rows that are only ever added had been changed or removed, as the server counts it. Null where it was not asked.
  add column rewritten bigint;

-- What the venue reported of an order.
create index venue_execution_by_order on venue_execution (order_id);

-- Down Migration
drop index venue_execution_by_order;
alter table proof_pass drop column rewritten, drop column unsettled;
alter table proof_account drop column entries;
