-- What the reports of an account look up.

-- The first day of what has come after a run and has its place among the facts that are in it, or has taken one of them back; null when all
-- is newer. Money that comes and goes is summed and may come on the same day; a split goes before the trades of its day.
create or replace function out_of_place_from(p_account uuid, p_after bigint, p_at timestamptz, p_day date, p_zone text) returns date
language sql stable set search_path = public, pg_temp as $$
  select case when p_at is not null then least(
    (select min(coalesce(o.effective_at, e.effective_at) at time zone p_zone)::date
      from execution e left join execution o on o.id = e.reverses_id
      where e.account_id = p_account and e.account_seq > p_after and (e.kind = 'bust' or e.effective_at < p_at)),
    (select min(day) from activity where account_id = p_account and account_seq > p_after and (type = 'reversal' or day < p_day
      or (day = p_day and type in ('buy', 'sell', 'split', 'transfer_in', 'transfer_out') and (type = 'split' or effective_at < p_at))))) end
$$;

-- What is recorded has the time at which its transaction began: one that was open while the run was made belongs to what was known then.
-- Only what came since the run is looked at.
create or replace function known_run_missed(p_account uuid, p_after bigint, p_known timestamptz) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select p_known is not null and (
    exists (select 1 from execution where account_id = p_account and account_seq > p_after and recorded_at <= p_known)
    or exists (select 1 from activity where account_id = p_account and account_seq > p_after and recorded_at <= p_known))
$$;

-- Asks for a run of what was known at a moment, with the days up to p_through; true where it is there or on its way. An account keeps p_max
-- of them: the one that was not looked at for longest makes room, and is removed when nobody can be reading it any more.
create or replace function ask_known_run(p_id uuid, p_account uuid, p_known timestamptz, p_through date, p_max integer) returns boolean
language plpgsql volatile set search_path = public, pg_temp as $$
declare
  found_run performance_run;
begin
  perform pg_advisory_xact_lock(hashtextextended('known runs of ' || p_account, 0));
  select * into found_run from performance_run where account_id = p_account and known_at = p_known;
  if found_run.status = 'asked' or (found_run.status = 'ready' and found_run.last_day >= p_through
      and not known_run_missed(p_account, found_run.through_seq, p_known))
    or (found_run.status = 'failed' and found_run.created_at > clock_timestamp() - interval '1 minute')
  then
    update performance_run set used_at = clock_timestamp() where id = found_run.id;
    return true;
  end if;
  update performance_run set known_at = null, used_at = clock_timestamp() where id = found_run.id or id in (
    select id from performance_run where account_id = p_account and known_at is not null and status in ('ready', 'failed')
    order by used_at desc offset greatest(0, p_max - 1 - (select count(*) from performance_run
      where account_id = p_account and known_at is not null and status not in ('ready', 'failed'))));
  if (select count(*) from performance_run where account_id = p_account and known_at is not null) >= p_max then
    return false;
  end if;
  insert into performance_run (id, account_id, known_at, status) values (p_id, p_account, p_known, 'asked');
  return true;
end $$;

-- The figures before stay, and the run that was to replace them is kept as the failed one, of that moment, for whoever is to find out why; of
-- an account the last. What it had written goes. The next try comes later with each failure.
-- One that was published has not failed, though whoever made it was told so because the connection broke over its commit.
create or replace function record_run_failure(p_account uuid, p_run uuid, p_failure text, p_retry_max integer) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare
  failed timestamptz(3) := clock_timestamp();
begin
  if exists (select 1 from performance_run where id = p_run and status = 'ready') then
    return;
  end if;
  delete from performance_run where id = p_run or (account_id = p_account and known_at is null and status = 'failed');
  insert into performance_run (id, account_id, status, failure, created_at) values (p_run, p_account, 'failed', p_failure, failed);
  insert into performance_account (account_id, failed_at, failure, attempts, retry_at, requested)
  values (p_account, failed, p_failure, 1, failed + interval '2 seconds', 1)
  on conflict (account_id) do update set failed_at = excluded.failed_at, failure = excluded.failure, attempts = performance_account.attempts + 1,
    requested = greatest(performance_account.requested, performance_account.answered + 1),
    retry_at = failed + least(p_retry_max, 2 ^ least(performance_account.attempts + 1, 20)) * interval '1 second';
end $$;
