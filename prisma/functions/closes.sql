-- Closes are packed by year; these write and read them. See the table close_year.

-- Puts closes into their packs; a null takes one out, and of several for one day the later wins. A day written here leaves the pack of the
-- other kind (adjusted or as traded), so that a day has one close in a series. Answers how many packs were written.
create or replace function write_closes(p_series text, p_adjusted boolean, p_assets uuid[], p_currencies uuid[], p_days date[], p_closes numeric[])
returns integer language plpgsql volatile set search_path = public, pg_temp as $$
declare
  none    constant bytea := int8send((-9223372036854775808)::int8);
  blank   constant bytea := decode(repeat(encode(none, 'hex'), 366), 'hex');
  written integer := 0;
  pack    record;
  filled  bytea;
  other   bytea;
  emptied bytea;
begin
  -- Two writers of a pack would each lose what the other wrote.
  perform pg_advisory_xact_lock(hashtext('ballast.closes'), hashtext(p_series));
  for pack in
    select g.asset_id, g.currency_id, extract(year from g.day)::integer as year, max(case i.kind when 'currency' then 12 else 9 end) as places,
      array_agg(extract(doy from g.day)::integer order by g.n) as slots,
      array_agg(case when g.close is null then none
        else int8send(round(g.close * 10::numeric ^ case i.kind when 'currency' then 12 else 9 end)::int8) end order by g.n) as bytes
    from unnest(p_assets, p_currencies, p_days, p_closes) with ordinality as g (asset_id, currency_id, day, close, n)
    join asset i on i.id = g.asset_id
    group by 1, 2, 3 order by 1, 2, 3
  loop
    select closes into filled from close_year
      where series = p_series and asset_id = pack.asset_id and currency_id = pack.currency_id and year = pack.year and adjusted = p_adjusted;
    filled := coalesce(filled, blank);
    select closes into other from close_year
      where series = p_series and asset_id = pack.asset_id and currency_id = pack.currency_id and year = pack.year and adjusted <> p_adjusted;
    emptied := other;
    for n in 1 .. cardinality(pack.slots) loop
      filled := overlay(filled placing pack.bytes[n] from (pack.slots[n] - 1) * 8 + 1);
      emptied := overlay(emptied placing none from (pack.slots[n] - 1) * 8 + 1);
    end loop;
    insert into close_year (series, asset_id, currency_id, year, adjusted, places, closes, updated_at)
      values (p_series, pack.asset_id, pack.currency_id, pack.year, p_adjusted, pack.places, filled, clock_timestamp())
      on conflict (series, asset_id, currency_id, year, adjusted) do update set closes = excluded.closes, updated_at = excluded.updated_at;
    if emptied is distinct from other then
      update close_year set closes = emptied, updated_at = clock_timestamp()
        where series = p_series and asset_id = pack.asset_id and currency_id = pack.currency_id and year = pack.year and adjusted <> p_adjusted;
    end if;
    written := written + 1;
  end loop;
  return written;
end $$;

-- The last close in a pack up to a slot, without its decimal point; null when there is none.
create or replace function last_close(p_closes bytea, p_slot integer, out slot integer, out close bigint)
language plpgsql immutable set search_path = public, pg_temp as $$
declare
  none constant bytea := int8send((-9223372036854775808)::int8);
  at   bytea;
begin
  for s in reverse least(p_slot, 366) .. 1 loop
    at := substring(p_closes from (s - 1) * 8 + 1 for 8);
    if at <> none then
      slot := s;
      close := ('x' || encode(at, 'hex'))::bit(64)::bigint;
      return;
    end if;
  end loop;
end $$;
