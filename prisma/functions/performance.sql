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
