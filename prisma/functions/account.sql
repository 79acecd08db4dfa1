-- What the settings of an account mean for its balances, put in place after the migrations.

-- An account that may not be short any more has its floor of zero units back; whoever switches it off has made sure that it is not short.
create or replace function close_short_floors(p_account uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from account where id = p_account and shorting) then
    raise exception 'account % may be short', p_account using errcode = 'check_violation';
  end if;
  update balance b set floor = 0 from asset s
    where b.account_id = p_account and s.id = b.asset_id and s.kind = 'instrument' and b.floor is null and b.posted - b.held >= 0;
end $$;
