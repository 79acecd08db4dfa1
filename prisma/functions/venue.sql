-- The paper venue's named statements, put in place with those of the order path: taking orders, replacing one, booking what was matched,
-- keeping stops' marks, taking back an execution. Each is a statement of its own, as over a real venue's wire.
-- Members of a group that share one quantity meet under the group's advisory lock, so that none arrives unseen while another fills.

-- What earlier versions had under another signature.
drop function if exists venue_submit(jsonb);
drop function if exists venue_book(jsonb);

-- Fills of an instrument share it; whoever stops the instrument takes it alone, so that no fill of before commits after.
create or replace function venue_fill_lock_key(p_asset uuid) returns bigint language sql immutable as $$
  select hashtextextended(p_asset::text, 4702384)
$$;

-- Locks come in this order everywhere: groups by id, then instruments, then orders by id.
create or replace function venue_lock_groups(p_groups uuid[]) returns void language plpgsql volatile as $$
declare
  one uuid;
begin
  for one in select distinct g from unnest(p_groups) as t (g) where g is not null order by g loop
    perform pg_advisory_xact_lock(hashtextextended(one::text, 4702383));
  end loop;
end $$;

-- What other members of the group have filled; an order's predecessors in a chain of replacements are no others.
create or replace function venue_group_filled(p_group uuid, p_order uuid) returns numeric language sql volatile as $$
  with recursive chain as (
    select p_order as order_id
    union
    select v.order_id from venue_order v join chain c on v.group_id = p_group and v.close_reason = 'replaced:' || c.order_id
  )
  select coalesce(sum(filled_quantity), 0) from venue_order where group_id = p_group and order_id not in (select order_id from chain)
$$;

-- The venue takes orders. Asked twice, it answers the same. p: [order]; answers {order id: {venueOrderId, at}}.
-- A member of a group comes smaller by what its group has filled and its sender did not know of (groupFilled); with nothing left it ends as oco.
-- Its plan is kept from when the book was small, as those of the order path are.
create or replace function venue_submit(p jsonb) returns jsonb language plpgsql volatile
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  perform venue_lock_groups((select array_agg((e ->> 'groupId')::uuid) from jsonb_array_elements(p) as t (e)));
  with arriving as (
    select e, n, (e ->> 'id')::uuid as id, (e ->> 'groupId')::uuid as group_id, (e ->> 'quantity')::numeric as quantity,
      case when e ->> 'groupId' is null then 0
           else greatest(venue_group_filled((e ->> 'groupId')::uuid, (e ->> 'id')::uuid) - coalesce((e ->> 'groupFilled')::numeric, 0), 0) end as lost
    from jsonb_array_elements(p) with ordinality as t (e, n)
  )
  insert into venue_order (order_id, account_id, asset_id, venue_order_id, side, type, time_in_force, quantity, notional, limit_price, stop_price,
    trail_price, trail_percent, extended_hours, group_id, auction_at, status, close_reason, closed_at, received_at, expires_at)
  select id, (e ->> 'accountId')::uuid, (e ->> 'assetId')::uuid, 'P-' || id, e ->> 'side', e ->> 'type', e ->> 'timeInForce',
    case when quantity > lost then quantity - lost else quantity end, (e ->> 'notional')::numeric, (e ->> 'limitPrice')::numeric,
    (e ->> 'stopPrice')::numeric, (e ->> 'trailPrice')::numeric, (e ->> 'trailPercent')::numeric, coalesce((e ->> 'extendedHours')::boolean, false),
    group_id, (e ->> 'auctionAt')::timestamptz, case when lost > 0 and quantity <= lost then 'canceled' else 'open' end,
    case when lost > 0 and quantity <= lost then 'oco' end, case when lost > 0 and quantity <= lost then venue_now() end,
    venue_now(), (e ->> 'expiresAt')::timestamptz
  from arriving order by n
  on conflict (order_id) do nothing;
  perform pg_notify('ballast_venue', e ->> 'id') from jsonb_array_elements(p) as t (e);
  return (select jsonb_object_agg(order_id, jsonb_build_object('venueOrderId', venue_order_id, 'at', received_at))
    from venue_order where order_id = any(array(select (e ->> 'id')::uuid from jsonb_array_elements(p) as t (e))));
end $$;

create or replace function venue_replaced_answer(p_old uuid, p_new uuid) returns jsonb language sql volatile as $$
  select jsonb_build_object('kind', 'replaced', 'venueOrderId', n.venue_order_id, 'at', n.received_at, 'filledBefore', trim_scale(o.filled_quantity)::text,
    'quantity', trim_scale(n.quantity)::text)
  from venue_order o, venue_order n where o.order_id = p_old and n.order_id = p_new
$$;

-- Closes one order as replaced and takes the other in its place, under the old one's lock: no fill gets lost between them. What the old one
-- filled beyond what the sender knew is taken from the new one; with nothing left the old one stays and the replacement is refused. A stop keeps
-- its marks. p: orderId, order, knownFilled.
create or replace function venue_replace(p jsonb) returns jsonb language plpgsql volatile as $$
declare
  o     jsonb := p -> 'order';
  new_id uuid := (p -> 'order' ->> 'id')::uuid;
  old   venue_order;
  known numeric := (p ->> 'knownFilled')::numeric;
  lost  numeric := 0;
  spent numeric := 0;
begin
  perform venue_lock_groups(array(select group_id from venue_order where order_id = (p ->> 'orderId')::uuid));
  select * into old from venue_order where order_id = (p ->> 'orderId')::uuid for update;
  if old.order_id is null then
    return '{"kind": "refused", "reason": "closed"}';
  end if;
  if old.status = 'replaced' and old.close_reason = 'replaced:' || new_id then
    return venue_replaced_answer(old.order_id, new_id);
  end if;
  if old.status <> 'open' or old.expires_at <= venue_now() then
    return jsonb_build_object('kind', 'refused', 'reason', case old.status when 'filled' then 'filled' else 'closed' end);
  end if;
  lost := greatest(old.filled_quantity - known, 0);
  if old.group_id is not null then
    lost := lost + greatest(venue_group_filled(old.group_id, old.order_id) - coalesce((o ->> 'groupFilled')::numeric, 0), 0);
  end if;
  -- By amount: the value of those fills that came after the known ones, in the order in which they were made.
  if o ->> 'notional' is not null and lost > 0 then
    select coalesce(sum(x.quantity * x.price) filter (where x.total > known), 0) into spent
    from (select quantity, price, sum(quantity) over (order by seq) as total from venue_execution where order_id = old.order_id and kind = 'fill') x;
  end if;
  if (o ->> 'quantity')::numeric <= lost or (o ->> 'notional')::numeric <= spent then
    return '{"kind": "refused", "reason": "filled"}';
  end if;
  update venue_order set status = 'replaced', close_reason = 'replaced:' || new_id, closed_at = venue_now(), reported_at = clock_timestamp()
    where order_id = old.order_id;
  insert into venue_order (order_id, account_id, asset_id, venue_order_id, side, type, time_in_force, quantity, notional, limit_price, stop_price,
    trail_price, trail_percent, high_water_mark, triggered_at, extended_hours, group_id, auction_at, status, received_at, expires_at)
  values (new_id, old.account_id, old.asset_id, 'P-' || new_id, old.side, o ->> 'type', o ->> 'timeInForce', (o ->> 'quantity')::numeric - lost,
    (o ->> 'notional')::numeric - spent, (o ->> 'limitPrice')::numeric,
    -- A trailing stop's own stop follows from its mark at the next price.
    case o ->> 'type' when 'trailing_stop' then null else (o ->> 'stopPrice')::numeric end,
    (o ->> 'trailPrice')::numeric, (o ->> 'trailPercent')::numeric, case when o ->> 'type' = 'trailing_stop' then old.high_water_mark end,
    case when o ->> 'type' = old.type and (old.type = 'trailing_stop' or (o ->> 'stopPrice')::numeric = old.stop_price) then old.triggered_at end,
    coalesce((o ->> 'extendedHours')::boolean, false), old.group_id, (o ->> 'auctionAt')::timestamptz, 'open', venue_now(),
    (o ->> 'expiresAt')::timestamptz);
  perform pg_notify('ballast_venue', old.order_id::text), pg_notify('ballast_venue', new_id::text);
  return venue_replaced_answer(old.order_id, new_id);
end $$;

create or replace function venue_require_lease(p jsonb) returns void language plpgsql volatile as $$
begin
  perform 1 from worker_lease where name = p ->> 'lease' and epoch = (p ->> 'epoch')::bigint for share;
  if not found then
    raise exception 'lease % is no longer held with epoch %', p ->> 'lease', p ->> 'epoch' using errcode = 'object_not_in_prerequisite_state';
  end if;
end $$;

-- The leader's write of one match: an order's fills, or those of a group with what they took from its other members. Nothing is written, and
-- false answered, when any of them has changed, a member has come to the group, the cash that it spends is not free any more, or what is
-- filled is stopped. p: lease, epoch, accountId, groupId, assetId (of what is filled, or null), at, cashUsed,
-- taken ({assetId, tick, bought, sold} or null),
-- orders [{orderId, executionsBefore, quantityBefore, quantity, executions, marks (or null), close ({status, reason} or null)}].
create or replace function venue_book(p jsonb) returns boolean language plpgsql volatile as $$
declare
  needed   numeric := (p ->> 'cashUsed')::numeric;
  in_group uuid := (p ->> 'groupId')::uuid;
  filled   uuid := (p ->> 'assetId')::uuid;
  taken    jsonb := p -> 'taken';
  matched  uuid[] := array(select (e ->> 'orderId')::uuid from jsonb_array_elements(p -> 'orders') as t (e));
begin
  perform venue_require_lease(p);
  perform venue_lock_groups(array[in_group]);
  if filled is not null then
    perform pg_advisory_xact_lock_shared(venue_fill_lock_key(filled));
    -- Its units or its name change on that day, and the books have not followed yet.
    if exists (select 1 from corporate_action where asset_id = filled and kind <> 'cash_dividend' and status in ('announced', 'applying', 'taking_back')
        and ex_day <= venue_day((p ->> 'at')::timestamptz)) then
      return false;
    end if;
  end if;
  perform 1 from venue_order where order_id = any(matched) order by order_id for update;
  if jsonb_array_length(p -> 'orders') <> (
    select count(*) from venue_order v join jsonb_array_elements(p -> 'orders') as t (e) on v.order_id = (e ->> 'orderId')::uuid
    where v.order_id = any(matched) and v.status = 'open' and v.executions = (e ->> 'executionsBefore')::integer and v.quantity is not distinct from (e ->> 'quantityBefore')::numeric)
  then
    return false;
  end if;
  if in_group is not null and exists (select 1 from venue_order where group_id = in_group and status = 'open'
      and order_id <> all(matched)) then
    return false;
  end if;
  if needed > 0 and not exists (select 1 from account a join balance b on b.account_id = a.id and b.asset_id = a.currency_id
      where a.id = (p ->> 'accountId')::uuid and b.posted - b.held - greatest(b.floor, -a.credit) >= needed) then
    return false;
  end if;
  insert into venue_execution (venue_execution_id, order_id, account_id, quantity, price, fee, executed_at)
  select x ->> 'id', (e ->> 'orderId')::uuid, (p ->> 'accountId')::uuid, (x ->> 'quantity')::numeric, (x ->> 'price')::numeric, (x ->> 'fee')::numeric,
    (p ->> 'at')::timestamptz
  from jsonb_array_elements(p -> 'orders') with ordinality as t (e, n), jsonb_array_elements(e -> 'executions') with ordinality as u (x, m) order by n, m;
  update venue_order v set
      filled_quantity = v.filled_quantity + coalesce((select sum((x ->> 'quantity')::numeric) from jsonb_array_elements(e -> 'executions') as u (x)), 0),
      filled_value = v.filled_value
        + coalesce((select sum((x ->> 'quantity')::numeric * (x ->> 'price')::numeric) from jsonb_array_elements(e -> 'executions') as u (x)), 0),
      executions = v.executions + jsonb_array_length(e -> 'executions'),
      quantity = (e ->> 'quantity')::numeric,
      high_water_mark = case jsonb_typeof(e -> 'marks') when 'object' then (e -> 'marks' ->> 'highWaterMark')::numeric else v.high_water_mark end,
      stop_price = case jsonb_typeof(e -> 'marks') when 'object' then (e -> 'marks' ->> 'stopPrice')::numeric else v.stop_price end,
      triggered_at = case jsonb_typeof(e -> 'marks') when 'object' then (e -> 'marks' ->> 'triggeredAt')::timestamptz else v.triggered_at end,
      marked_at = case jsonb_typeof(e -> 'marks') when 'object' then (p ->> 'at')::timestamptz else v.marked_at end,
      status = coalesce(e -> 'close' ->> 'status', v.status),
      close_reason = e -> 'close' ->> 'reason',
      closed_at = case when jsonb_typeof(e -> 'close') = 'object' then (p ->> 'at')::timestamptz end
    from jsonb_array_elements(p -> 'orders') as t (e)
    where v.order_id = any(matched) and v.order_id = (e ->> 'orderId')::uuid;
  -- What was taken from a quote's size is gone, so that the same quote is not filled against twice.
  if jsonb_typeof(taken) = 'object' then
    update quote set ask_size = greatest(ask_size - (taken ->> 'bought')::numeric, 0), bid_size = greatest(bid_size - (taken ->> 'sold')::numeric, 0)
      where asset_id = (taken ->> 'assetId')::uuid and tick = (taken ->> 'tick')::bigint;
  end if;
  return true;
end $$;

-- Stops' memory of a whole round. p: lease, epoch, at, marks [{orderId, highWaterMark, stopPrice, triggeredAt}]; answers how many there were still.
create or replace function venue_mark(p jsonb) returns integer language plpgsql volatile as $$
declare
  stops  uuid[] := array(select (e ->> 'orderId')::uuid from jsonb_array_elements(p -> 'marks') as t (e));
  marked integer;
begin
  perform venue_require_lease(p);
  perform 1 from venue_order where order_id = any(stops) order by order_id for update;
  update venue_order v set high_water_mark = (e ->> 'highWaterMark')::numeric, stop_price = (e ->> 'stopPrice')::numeric,
      triggered_at = (e ->> 'triggeredAt')::timestamptz, marked_at = (p ->> 'at')::timestamptz
    from jsonb_array_elements(p -> 'marks') as t (e)
    where v.order_id = any(stops) and v.order_id = (e ->> 'orderId')::uuid and v.status = 'open' and v.triggered_at is null;
  get diagnostics marked = row_count;
  return marked;
end $$;

-- A replay that has passed bars: what they did to the orders, and that they have been met, in one transaction, so that no bar is met twice or never.
-- Nothing is written, and false answered, when any of the bookings could not be made. p: lease, epoch, at, entries (as for venue_book), marks
-- (as for venue_mark), lookedAt.
create or replace function venue_pass(p jsonb) returns boolean language plpgsql volatile as $$
declare
  entry jsonb;
begin
  perform venue_require_lease(p);
  -- All of them before the first booking, in the order in which they are locked everywhere.
  perform venue_lock_groups(array(select (e ->> 'groupId')::uuid from jsonb_array_elements(p -> 'entries') as t (e)));
  perform pg_advisory_xact_lock_shared(venue_fill_lock_key(asset)) from (
    select distinct (e ->> 'assetId')::uuid as asset from jsonb_array_elements(p -> 'entries') as t (e) order by asset) a where asset is not null;
  perform 1 from venue_order where order_id = any(array(
      select (o ->> 'orderId')::uuid from jsonb_array_elements(p -> 'entries') as t (e), jsonb_array_elements(e -> 'orders') as u (o)
      union all select (m ->> 'orderId')::uuid from jsonb_array_elements(p -> 'marks') as t (m)))
    order by order_id for update;
  begin
    for entry in select e from jsonb_array_elements(p -> 'entries') with ordinality as t (e, n) order by n loop
      if not venue_book(entry) then
        raise exception 'an order has changed' using errcode = 'BL001';
      end if;
    end loop;
  exception when sqlstate 'BL001' then
    return false;
  end;
  perform venue_mark(p);
  update market_state set venue_looked_at = (p ->> 'lookedAt')::timestamptz where id = 1;
  return true;
end $$;

-- An execution that the venue takes back, or that was another one than reported: an execution of its own, with the order's next number.
-- p: venueExecutionId, kind (bust, correct), quantity, price, fee (of a correction; fee null keeps it).
create or replace function venue_reverse(p jsonb) returns jsonb language plpgsql volatile as $$
declare
  x venue_execution;
  v venue_order;
  made venue_execution;
begin
  select * into x from venue_execution where venue_execution_id = p ->> 'venueExecutionId';
  if not found then
    return '{"kind": "unknown"}';
  end if;
  select * into v from venue_order where order_id = x.order_id for update;
  if x.kind = 'bust' or exists (select 1 from venue_execution where reverses_id = x.venue_execution_id) then
    return '{"kind": "reversed"}';
  end if;
  insert into venue_execution (venue_execution_id, order_id, account_id, quantity, price, fee, executed_at, kind, reverses_id)
  values (v.venue_order_id || ':' || lpad((v.executions + 1)::text, 4, '0'), v.order_id, v.account_id, coalesce((p ->> 'quantity')::numeric, x.quantity),
    coalesce((p ->> 'price')::numeric, x.price), coalesce((p ->> 'fee')::numeric, x.fee), venue_now(), p ->> 'kind', x.venue_execution_id)
  returning * into made;
  update venue_order set executions = executions + 1,
      filled_quantity = filled_quantity - x.quantity + case made.kind when 'correct' then made.quantity else 0 end,
      filled_value = filled_value - x.quantity * x.price + case made.kind when 'correct' then made.quantity * made.price else 0 end
    where order_id = v.order_id returning * into v;
  -- A correction may be what fills it.
  update venue_order set status = 'filled', close_reason = 'filled', closed_at = made.executed_at
    where order_id = v.order_id and status = 'open' and filled_quantity >= quantity;
  perform pg_notify('ballast_venue', v.order_id::text);
  return jsonb_build_object('kind', 'booked', 'venueExecutionId', made.venue_execution_id, 'orderId', made.order_id, 'accountId', made.account_id,
    'was', jsonb_build_object('quantity', trim_scale(x.quantity)::text, 'price', trim_scale(x.price)::text, 'fee', trim_scale(x.fee)::text),
    'is', case made.kind when 'correct' then jsonb_build_object('quantity', trim_scale(made.quantity)::text, 'price', trim_scale(made.price)::text, 'fee', trim_scale(made.fee)::text) end,
    'at', made.executed_at);
end $$;
