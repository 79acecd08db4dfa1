-- Up Migration
-- A corporate action that was wrong is taken back on all accounts: by whose wish and why, how it ended, and where it could not be.
alter table corporate_action drop constraint corporate_action_status_check;
alter table corporate_action add constraint corporate_action_status_check
  check (status in ('announced', 'applying', 'applied', 'withdrawn', 'taking_back', 'taken_back', 'partly_taken_back'));
alter table corporate_action
  add column take_back_reason text check (length(take_back_reason) between 1 and 500),
  add column taken_back_by uuid,
  add column taken_back_at timestamptz(3),
  add constraint corporate_action_says_why_not check (status not in ('taking_back', 'taken_back', 'partly_taken_back')
    or num_nulls(take_back_reason, taken_back_by) = 0);

-- What is under way: few, and asked for with every match of the venue.
drop index corporate_action_pending;
create index corporate_action_pending on corporate_action (ex_day) where status in ('announced', 'applying', 'taking_back');

-- Accounts on which it was tried and could not be; gone when it could.
create table take_back_failure (
  corporate_action_id uuid not null references corporate_action (id),
  account_id          uuid not null references account (id),
  attempts            integer not null default 1,
  -- Null while it is tried again.
  failure             text,
  updated_at          timestamptz(3) not null default now(),
  primary key (corporate_action_id, account_id)
);

-- Down Migration
-- What was taken back stays so in the books; only that it was done at once is forgotten.
drop table take_back_failure;
update asset set corporate_action_id = null
  where corporate_action_id in (select id from corporate_action where status = 'taking_back');
update corporate_action set status = 'applied' where status in ('taking_back', 'taken_back', 'partly_taken_back');
drop index corporate_action_pending;
create index corporate_action_pending on corporate_action (ex_day) where status in ('announced', 'applying');
alter table corporate_action
  drop constraint corporate_action_says_why_not,
  drop column take_back_reason, drop column taken_back_by, drop column taken_back_at,
  drop constraint corporate_action_status_check;
alter table corporate_action add constraint corporate_action_status_check
  check (status in ('announced', 'applying', 'applied', 'withdrawn'));
