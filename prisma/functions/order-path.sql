-- The order path's named statements, put in place after the migrations. Each is one round trip. They lock and claim first and read
-- afterwards, because a single statement that locks and reads sees data older than its lock. Decisions are made in TypeScript between
-- *_open and *_write.
-- Locks are FOR NO KEY UPDATE: they keep writers apart, and a foreign key that points here need not wait for them. With FOR UPDATE a
-- dispatch that held its order and wrote an event waited for the account, whose holder waited for the order.
-- enable_seqscan is off in those that take many orders at once: a connection keeps their plans, and one that was made while a young desk's
-- tables were small would read them whole for hours.

-- What earlier versions had under another signature.
drop function if exists dispatch_claim(uuid, interval);
drop function if exists dispatch_acknowledge(jsonb);
drop function if exists submit_order_open(jsonb);
drop function if exists pre_trade_state(account, text, timestamptz);
drop function if exists submit_order_write(jsonb);
drop function if exists active_halt(uuid);
drop function if exists orders_since(account, timestamptz);
drop function if exists resting_orders(uuid, uuid, text);

-- The next number of the account's event stream; the caller holds the account's lock, so numbers have no gaps.
create or replace function append_stream_event(p_account uuid, p_type text, p_entity uuid, p_payload jsonb) returns bigint
language plpgsql volatile as $$
declare
  next_seq bigint;
begin
  update account set event_seq = event_seq + 1 where id = p_account returning event_seq into next_seq;
  insert into stream_event (account_id, seq, type, entity_id, payload) values (p_account, next_seq, p_type, p_entity, p_payload);
  return next_seq;
end $$;

-- The same for many orders of many accounts at once; the caller holds every account's lock. p: [{accountId, orderId, stream}].
create or replace function append_order_streams(p jsonb) returns void language plpgsql volatile as $$
begin
  -- On a quiet desk it is one, and what counts many is slower to set up than all of this.
  if jsonb_array_length(p) = 1 then
    perform append_stream_event((p -> 0 ->> 'accountId')::uuid, 'order', (p -> 0 ->> 'orderId')::uuid, p -> 0 -> 'stream');
    return;
  end if;
  with said as (
    select (e ->> 'accountId')::uuid as account_id, (e ->> 'orderId')::uuid as order_id, e -> 'stream' as payload,
      row_number() over (partition by e ->> 'accountId' order by n) as nth, count(*) over (partition by e ->> 'accountId') as total
    from jsonb_array_elements(p) with ordinality as t (e, n)
  ), raised as (
    update account a set event_seq = a.event_seq + s.total from (select distinct account_id, total from said) s
    where a.id = s.account_id and a.id = any(array(select account_id from said))
    returning a.id, a.event_seq
  )
  insert into stream_event (account_id, seq, type, entity_id, payload)
  select s.account_id, r.event_seq - s.total + s.nth, 'order', s.order_id, s.payload from said s join raised r on r.id = s.account_id;
end $$;

create or replace function desk_lock_key() returns bigint language sql immutable as $$ select 4702381 $$;

-- Functions that answer with a table and change nothing become part of the statement that asks them, so that many rows cost one plan.
-- PostgreSQL takes a JSON array for a hundred rows and then prefers reading the whole of a table to a hundred look-ups, also years later. So
-- what one row of a batch is asked is fenced by LIMIT 1, and the rows of a batch are named by an array of their ids.
create or replace function halt_in_force(p_account uuid) returns table (halt jsonb) language sql stable as $$
  select jsonb_build_object('id', id, 'scope', scope_kind, 'reason', reason, 'setAt', set_at)
  from halt where lifted_at is null and (scope_kind = 'desk' or account_id = p_account)
  order by scope_kind desc limit 1
$$;

-- Cash plus positions at the last price; a position without a price counts at its cost, so that a dead feed cannot look like a loss.
-- In the account's currency alone: amounts of several currencies make no sum, so foreign positions are left out as foreign cash is.
create or replace function equity_of(p_account uuid) returns table (equity numeric) language sql stable as $$
  select coalesce((select b.posted from balance b where b.account_id = p_account and b.asset_id = (select currency_id from account where id = p_account)), 0)
       + coalesce((select sum(coalesce(p.quantity * q.last, p.cost))
                   from (select * from account where id = p_account limit 1) a
                   -- From what the account holds to the instruments, never the other way round, however few these are when it is planned.
                   cross join lateral (select * from position where account_id = a.id and quantity <> 0 offset 0) p
                   cross join lateral (select id from asset where id = p.asset_id and currency_id = a.currency_id limit 1) s
                   left join lateral (select last from quote where asset_id = p.asset_id and source = a.market_source limit 1) q on true), 0)
$$;

create or replace function account_equity(p_account uuid) returns numeric language sql volatile as $$
  select equity from equity_of(p_account)
$$;

create or replace function ensure_account_day(p_account uuid, p_day date) returns account_day language plpgsql volatile as $$
declare
  today account_day;
begin
  select * into today from account_day where account_id = p_account and trading_day = p_day;
  if not found then
    insert into account_day (account_id, trading_day, start_equity) values (p_account, p_day, account_equity(p_account))
    on conflict do nothing;
    select * into today from account_day where account_id = p_account and trading_day = p_day;
  end if;
  if today.start_equity is null then
    -- A past day that money was put on, and the venue's clock was set back to it.
    update account_day set start_equity = account_equity(p_account) where account_id = p_account and trading_day = p_day returning * into today;
  end if;
  return today;
end $$;

-- Claims idempotency keys. new: ours now; replay: here is the stored answer; mismatch: the key was used for something else; none: there was
-- no key; in_use: a request with this key has not finished within lock_timeout. That is caught here, because only here is it known that the
-- key was waited for, and not the account or the desk. Keys are taken in their order, so that two that claim the same ones do not block
-- each other; among several it cannot be told whose key was waited for, and all of it fails. p: [{userId, key, route, fingerprint (hex)}],
-- no key twice; answers in the order of p.
create or replace function claim_keys(p jsonb) returns jsonb language plpgsql volatile as $$
declare
  fresh text[];
begin
  begin
    with made as (
      insert into idempotency_key (user_id, key, route, fingerprint, expires_at)
      select (e ->> 'userId')::uuid, e ->> 'key', e ->> 'route', decode(e ->> 'fingerprint', 'hex'), clock_timestamp() + interval '24 hours'
      from jsonb_array_elements(p) as t (e) where e ->> 'key' is not null order by e ->> 'userId', e ->> 'key'
      on conflict (user_id, key) do nothing
      returning user_id, key
    )
    select array_agg(user_id || ' ' || key) into fresh from made;
  exception when lock_not_available then
    if jsonb_array_length(p) > 1 then
      raise;
    end if;
    return '[{"claim": "in_use"}]';
  end;
  return (select jsonb_agg(case
      when e ->> 'key' is null then '{"claim": "none"}'::jsonb
      when (e ->> 'userId') || ' ' || (e ->> 'key') = any(fresh) then '{"claim": "new"}'
      else coalesce((select case when k.fingerprint <> decode(e ->> 'fingerprint', 'hex') then '{"claim": "mismatch"}'
          else jsonb_build_object('claim', 'replay', 'status', k.status, 'body', k.body) end
        from idempotency_key k where k.user_id = (e ->> 'userId')::uuid and k.key = e ->> 'key'), '{"claim": "gone"}')
      end order by n)
    from jsonb_array_elements(p) with ordinality as t (e, n));
end $$;

create or replace function claim_key(p_user uuid, p_key text, p_route text, p_fingerprint bytea) returns jsonb language sql volatile as $$
  select claim_keys(jsonb_build_array(jsonb_build_object('userId', p_user, 'key', p_key, 'route', p_route,
    'fingerprint', encode(p_fingerprint, 'hex')))) -> 0
$$;

-- The account's own open orders of one instrument, as far as a new order on that side must mind them: all of the other side, and of its
-- own side only where it may sell what is owned or cover what is short. The totals say beforehand whether there are any: a buyer's
-- hundreds of resting buys are not looked at.
create or replace function resting_of(p_account uuid, p_asset uuid, p_side text) returns table (resting jsonb) language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'side', side, 'type', type, 'orderClass', order_class, 'legRole', leg_role,
      'parentId', parent_id, 'limitPrice', limit_price::text, 'status', status,
      'leavesQuantity', (quantity - filled_quantity)::text, 'leavesNotional', (notional - filled_value)::text) order by submitted_at, id), '[]')
  from orders
  where account_id = p_account and asset_id = p_asset
    and status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held')
    and side = any(case when p_side = 'sell' or exists (select 1 from position where account_id = p_account and asset_id = p_asset and quantity < 0)
      then array['buy', 'sell'] else array['sell'] end)
    and exists (select 1 from open_order_total t where t.account_id = p_account and t.asset_id = p_asset
      and (t.sells > 0 or p_side = 'sell' or exists (select 1 from position where account_id = p_account and asset_id = p_asset and quantity < 0)))
$$;

create or replace function session_calendar(p_day date) returns table (calendar jsonb) language sql stable as $$
  select jsonb_build_object('mode', m.sessions, 'overrides', coalesce((select jsonb_agg(jsonb_build_object('day', day, 'kind', kind,
      'openAt', open_at, 'closeAt', close_at, 'reason', reason)) from session_override where day between p_day - 7 and p_day + 30), '[]'))
  from market_state m where m.id = 1
$$;

-- Everything the pre-trade check looks at, as one value, but for the calendar, which is the same for all. The account's day is there already.
create or replace function pre_trade_of(p_account uuid, p_symbol text, p_side text, p_at timestamptz, p_day date) returns table (state jsonb)
language sql stable as $$
  select jsonb_build_object(
    'halt', (select halt from halt_in_force(a.id)),
    'instrument', case when item.id is null then null else jsonb_build_object(
      'id', item.id, 'symbol', item.symbol, 'name', item.name, 'assetClass', item.asset_class, 'exchange', item.exchange,
      'currencyId', item.currency_id, 'tickSize', item.tick_size::text, 'minNotional', item.min_notional::text,
      'fractionable', item.fractionable, 'shortable', item.shortable, 'tradable', item.tradable,
      'corporateAction', item.corporate_action_id is not null or exists (select 1 from corporate_action c where c.asset_id = item.id
        and c.status in ('announced', 'applying') and c.kind <> 'cash_dividend' and c.ex_day <= p_day)) end,
    'quote', (select jsonb_build_object('bid', bid::text, 'ask', ask::text, 'last', last::text, 'bidSize', bid_size::text, 'askSize', ask_size::text,
        'open', open::text, 'previousClose', previous_close::text, 'tick', tick::text, 'venueAt', venue_at, 'updatedAt', updated_at)
      from quote where asset_id = item.id and source = a.market_source),
    'cash', (select jsonb_build_object('posted', posted::text, 'held', held::text, 'floor', floor::text)
      from balance where account_id = a.id and asset_id = a.currency_id),
    'units', (select jsonb_build_object('posted', posted::text, 'held', held::text) from balance where account_id = a.id and asset_id = item.id),
    'position', (select jsonb_build_object('quantity', p.quantity::text, 'cost', p.cost::text, 'collateral', coalesce(h.amount, 0)::text)
      from position p left join hold h on h.id = p.collateral_hold_id where p.account_id = a.id and p.asset_id = item.id),
    'resting', (select resting from resting_of(a.id, item.id, p_side)),
    'open', (select jsonb_build_object('count', coalesce(sum(orders), 0),
        'buyQuantity', coalesce(sum(buy_quantity) filter (where asset_id = item.id), 0)::text,
        'buyNotional', coalesce(sum(buy_notional) filter (where asset_id = item.id), 0)::text,
        'sellQuantity', coalesce(sum(sell_quantity) filter (where asset_id = item.id), 0)::text)
      from open_order_total where account_id = a.id),
    -- How many of its orders were accepted since: its latest number less that of the last order until then.
    'ordersLastMinute', a.orders_accepted - coalesce((select accepted_nth from orders
      where account_id = a.id and submitted_at <= p_at - interval '1 minute' order by submitted_at desc, id desc limit 1), 0),
    'day', (select jsonb_build_object('startEquity', d.start_equity::text, 'netDeposits', d.net_deposits::text,
        'equity', (select equity from equity_of(a.id))::text)
      from account_day d where d.account_id = a.id and d.trading_day = p_day),
    'limits', coalesce((select jsonb_agg(jsonb_build_object('rule', rule, 'value', value::text, 'version', version) order by rule)
      from risk_limit where scope_kind = 'account' and scope_id = a.id), '[]'),
    'trading', jsonb_build_object('multiplier', a.multiplier, 'shorting', a.shorting, 'allowCrossZero', a.allow_cross_zero,
      'commission', jsonb_build_object('kind', a.commission_kind, 'value', a.commission_value::text, 'minimum', a.commission_minimum::text)),
    'venueAt', p_at)
  from (select * from account where id = p_account limit 1) a
  -- What an account imported for itself is on no market.
  left join lateral (select * from asset where symbol = p_symbol and kind = 'instrument' and owner_account_id is null limit 1) item on true
$$;

-- The same for one order, with all that it needs: without locks for the preview, under the account's when an order is replaced.
create or replace function pre_trade_state(p_account uuid, p_symbol text, p_side text) returns jsonb language plpgsql volatile as $$
declare
  now_at timestamptz := venue_now();
  today  date := venue_day(now_at);
begin
  perform ensure_account_day(p_account, today);
  return (select s.state || jsonb_build_object('calendar', c.calendar, 'now', clock_timestamp())
    from pre_trade_of(p_account, p_symbol, p_side, now_at, today) s cross join session_calendar(today) c);
end $$;

-- As processes of the release before call it while they are being replaced.
create or replace function pre_trade_state(p_account account, p_symbol text, p_side text, p_at timestamptz) returns jsonb language sql volatile as $$
  select pre_trade_state(p_account.id, p_symbol, p_side)
$$;

-- Orders that came at the same time, at most one of an account: claims their keys, takes the desk's lock shared and the accounts' locks by
-- id, and reads what decides each. p: [{userId, accountId, symbol, side, clientOrderId, and key, route, fingerprint (hex) when the call carries
-- an idempotency key}]; p_wait: for how many milliseconds a lock may be waited for. Answers in the order of p.
create or replace function submit_orders_open(p jsonb, p_wait integer) returns jsonb language plpgsql volatile
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  claims jsonb;
  shared jsonb;
  now_at timestamptz;
  today  date;
  own    uuid[];
begin
  perform set_config('lock_timeout', p_wait::text, true);
  claims := claim_keys(p);
  -- Orders share the desk; a halt takes it alone. Whoever reads the halt after this line reads what is in force.
  perform pg_advisory_xact_lock_shared(desk_lock_key());
  own := array(select m.account_id from jsonb_array_elements(p) with ordinality as t (e, n)
      cross join lateral (select account_id from account_member
        where account_id = (e ->> 'accountId')::uuid and user_id = (e ->> 'userId')::uuid limit 1) m
      where claims -> (n::integer - 1) ->> 'claim' in ('new', 'none'));
  perform 1 from account where id = any(own) and kind <> 'house' order by id for no key update;
  now_at := venue_now();
  today := venue_day(now_at);
  -- Of the accounts that are locked, and no others.
  perform ensure_account_day(a.id, today) from (
    select (e ->> 'accountId')::uuid as id, (e ->> 'userId')::uuid as user_id from jsonb_array_elements(p) with ordinality as t (e, n)
      where claims -> (n::integer - 1) ->> 'claim' in ('new', 'none')) asked
    cross join lateral (select a.id from account_member m join account a on a.id = m.account_id
      where m.account_id = asked.id and m.user_id = asked.user_id and a.id = any(own) and a.kind <> 'house' limit 1) a
    where not exists (select 1 from account_day d where d.account_id = a.id and d.trading_day = today and d.start_equity is not null);
  shared := (select jsonb_build_object('calendar', calendar, 'now', clock_timestamp()) from session_calendar(today));
  return (select jsonb_agg(case
      when claim ->> 'claim' not in ('new', 'none') then claim
      when acc.id is null then claim || '{"account": null}'
      else claim || jsonb_build_object('account', jsonb_build_object('id', acc.id, 'kind', acc.kind, 'role', acc.role, 'status', acc.status,
          'currencyId', acc.currency_id, 'marketSource', acc.market_source),
        'duplicateOrderId', (select id from orders where account_id = acc.id and client_order_id = e ->> 'clientOrderId'))
        || shared || s.state
      end order by n)
    from (select e, n, claims -> (n::integer - 1) as claim from jsonb_array_elements(p) with ordinality as t (e, n)) asked
    left join lateral (select m.role, a.* from account_member m join account a on a.id = m.account_id
      where m.account_id = (e ->> 'accountId')::uuid and m.user_id = (e ->> 'userId')::uuid and a.id = any(own) and a.kind <> 'house' limit 1) acc on true
    left join lateral pre_trade_of(acc.id, e ->> 'symbol', e ->> 'side', now_at, today) s on true);
end $$;

create or replace function insert_order_events(p_events jsonb) returns void language sql volatile as $$
  insert into order_event (id, order_id, account_id, type, status, actor_kind, actor_id, detail, effective_at)
  select (e ->> 'id')::uuid, (e ->> 'orderId')::uuid, (e ->> 'accountId')::uuid, e ->> 'type', e ->> 'status', e ->> 'actorKind',
         (e ->> 'actorId')::uuid, coalesce(e -> 'detail', '{}'), (e ->> 'effectiveAt')::timestamptz
  from jsonb_array_elements(p_events) with ordinality as t (e, n) order by n
$$;

create or replace function insert_audit_events(p_events jsonb) returns void language sql volatile as $$
  insert into audit_event (id, effective_at, actor_kind, actor_id, source, action, entity_type, entity_id, account_id, before, after, reason, request_id)
  select (e ->> 'id')::uuid, (e ->> 'effectiveAt')::timestamptz, e ->> 'actorKind', (e ->> 'actorId')::uuid, e ->> 'source', e ->> 'action',
         e ->> 'entityType', e ->> 'entityId', (e ->> 'accountId')::uuid, e ->> 'before', e ->> 'after', e ->> 'reason', e ->> 'requestId'
  from jsonb_array_elements(p_events) with ordinality as t (e, n) order by n
$$;

create or replace function store_answer(p_user uuid, p_key text, p_status integer, p_body jsonb, p_entity uuid) returns void language sql volatile as $$
  update idempotency_key set status = p_status, body = p_body, entity_id = p_entity where user_id = p_user and key = p_key
$$;

create or replace function insert_holds(p_holds jsonb) returns void language sql volatile as $$
  insert into hold (id, account_id, asset_id, amount)
  select (h ->> 'id')::uuid, (h ->> 'accountId')::uuid, (h ->> 'assetId')::uuid, (h ->> 'amount')::numeric from jsonb_array_elements(p_holds) as t (h)
$$;

-- The caller holds the accounts' locks: their orders are numbered in the order in which they are accepted.
create or replace function insert_orders(p_orders jsonb) returns void language sql volatile as $$
  with given as (
    select o, n, (o ->> 'accountId')::uuid as account_id,
      count(*) filter (where o ->> 'status' <> 'rejected') over (partition by o ->> 'accountId' order by n) as nth
    from jsonb_array_elements(p_orders) with ordinality as t (o, n)
  ), counted as (
    update account a set orders_accepted = a.orders_accepted + g.accepted from (select account_id, max(nth) as accepted from given group by account_id) g
    where a.id = g.account_id and a.id = any(array(select account_id from given)) returning a.id, a.orders_accepted - g.accepted as before
  )
  insert into orders (id, account_id, client_order_id, asset_id, symbol, side, type, time_in_force, order_class, leg_role, group_id, parent_id, replaces_id, replaced_filled,
    quantity, notional, limit_price, stop_price, trail_price, trail_percent, high_water_mark, extended_hours, auction_at, status, dispatch, hold_id, margin_hold_id,
    reject_reason, reject_detail, actor_kind, actor_id, on_behalf_of, source, strategy, flag_versions, request_id, submitted_at, expires_at, closed_at, accepted_nth)
  select (o ->> 'id')::uuid, account_id, o ->> 'clientOrderId', (o ->> 'assetId')::uuid, o ->> 'symbol', o ->> 'side', o ->> 'type',
    o ->> 'timeInForce', o ->> 'orderClass', o ->> 'legRole', (o ->> 'groupId')::uuid, (o ->> 'parentId')::uuid, (o ->> 'replacesId')::uuid, (o ->> 'replacedFilled')::numeric,
    (o ->> 'quantity')::numeric, (o ->> 'notional')::numeric, (o ->> 'limitPrice')::numeric, (o ->> 'stopPrice')::numeric,
    (o ->> 'trailPrice')::numeric, (o ->> 'trailPercent')::numeric, (o ->> 'highWaterMark')::numeric, (o ->> 'extendedHours')::boolean,
    (o ->> 'auctionAt')::timestamptz, o ->> 'status', o ->> 'dispatch', (o ->> 'holdId')::uuid, (o ->> 'marginHoldId')::uuid, o ->> 'rejectReason',
    case when jsonb_typeof(o -> 'rejectDetail') = 'object' then o -> 'rejectDetail' end, o ->> 'actorKind', (o ->> 'actorId')::uuid,
    (o ->> 'onBehalfOf')::uuid, o ->> 'source', o ->> 'strategy', coalesce(o -> 'flagVersions', '{}'), o ->> 'requestId',
    (o ->> 'submittedAt')::timestamptz, (o ->> 'expiresAt')::timestamptz, (o ->> 'closedAt')::timestamptz, before + nth
  from given join counted on counted.id = account_id order by n
$$;

-- Everything that was decided about one order with its exits, or about several. p: orders, holds, events, audit, breaches, streams, answers.
create or replace function submit_orders_write(p jsonb) returns void language plpgsql volatile
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
begin
  perform insert_holds(p -> 'holds');
  perform insert_orders(p -> 'orders');
  perform insert_order_events(p -> 'events');
  perform insert_audit_events(p -> 'audit');
  if jsonb_array_length(p -> 'breaches') > 0 then
    insert into breach (id, account_id, order_id, rule, limit_value, observed, headroom, message, effective_at)
    select (b ->> 'id')::uuid, (b ->> 'accountId')::uuid, (b ->> 'orderId')::uuid, b ->> 'rule', (b ->> 'limit')::numeric,
      (b ->> 'observed')::numeric, (b ->> 'headroom')::numeric, b ->> 'message', (b ->> 'effectiveAt')::timestamptz
    from jsonb_array_elements(p -> 'breaches') as t (b);
  end if;
  update idempotency_key k set status = (a ->> 'status')::integer, body = a -> 'body', entity_id = (a ->> 'entityId')::uuid
    from (select a, claimed.place from jsonb_array_elements(p -> 'answers') as t (a)
      -- Claimed by this transaction: nobody else moves the row.
      cross join lateral (select ctid as place from idempotency_key where user_id = (a ->> 'userId')::uuid and key = a ->> 'key' limit 1) claimed) given
    where k.ctid = given.place;
  perform append_order_streams(p -> 'streams');
end $$;

-- `sending` is committed under a lease before anything goes on the wire; whoever finds it later looks the order up and never sends again.
-- Takes many at once, because orders come in storms and a commit each is what a storm can least afford. Answers {order id: {claimed, ...}}.
create or replace function dispatch_claim(p_orders uuid[], p_lease interval) returns jsonb language plpgsql volatile
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  claimed jsonb;
begin
  perform pg_advisory_xact_lock_shared(desk_lock_key());
  perform 1 from orders where id = any(p_orders) order by id for no key update;
  with sent as (
    update orders o set dispatch = 'sending', dispatch_lease_at = clock_timestamp() + p_lease, dispatch_attempts = dispatch_attempts + 1
    where o.id = any(p_orders) and o.dispatch = 'queued' and o.status = 'pending_new'
      and not exists (select 1 from halt h where h.lifted_at is null and (h.scope_kind = 'desk' or h.account_id = o.account_id))
    returning o.*
  ), told as (
    -- The step is told when it is committed, before the wire: the story shows how long the venue took to answer.
    insert into order_event (id, order_id, account_id, type, status, actor_kind, actor_id, effective_at)
    select gen_random_uuid(), id, account_id, 'sent', status, 'system', '00000000-0000-7000-8000-000000000000', venue_now() from sent
  )
  select jsonb_object_agg(id, jsonb_build_object('claimed', true, 'order', jsonb_build_object(
      'id', id, 'accountId', account_id, 'assetId', asset_id, 'symbol', symbol, 'side', side, 'type', type, 'timeInForce', time_in_force,
      'quantity', quantity::text, 'notional', notional::text, 'limitPrice', limit_price::text, 'stopPrice', stop_price::text,
      'trailPrice', trail_price::text, 'trailPercent', trail_percent::text, 'extendedHours', extended_hours,
      -- Only exits share a quantity; an entry fills by itself.
      'groupId', case when leg_role in ('take_profit', 'stop_loss') then group_id end,
      'groupFilled', case when leg_role in ('take_profit', 'stop_loss') then (select sum(g.filled_quantity)::text from orders g
        where g.group_id = sent.group_id and g.leg_role in ('take_profit', 'stop_loss') and g.leg_role <> sent.leg_role) end,
      'replacesId', case when replaced_filled is not null then replaces_id end, 'knownFilled', replaced_filled::text,
      'auctionAt', auction_at, 'expiresAt', expires_at)))
    into claimed from sent;
  if (select count(*) from jsonb_object_keys(claimed)) = cardinality(p_orders) then
    return claimed;
  end if;
  return (select jsonb_object_agg(o.id, jsonb_build_object('claimed', false, 'dispatch', o.dispatch, 'status', o.status)
      || case when o.dispatch = 'queued' and o.status = 'pending_new' then jsonb_build_object('halt', (select halt from halt_in_force(o.account_id))) else '{}' end)
    from orders o where o.id = any(p_orders)) || coalesce(claimed, '{}');
end $$;

-- p: [{orderId, accountId, version, audit, events, stream}]. Accounts' locks come before orders', each by id, as everywhere. Answers
-- {order id: done, resolved, changed or later}: resolved when somebody else has settled the order, changed when it has changed since that
-- version and what p says about it is old, later when somebody holds the account. That is not waited for unless p_wait: orders go in storms, and
-- whoever waits for one account with the others' locks in hand makes all of them wait. An order that was given up stays unknown, so that
-- whoever watches for late arrivals finds it and cancels it.
create or replace function dispatch_acknowledge(p jsonb, p_wait boolean) returns jsonb language plpgsql volatile
set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  named    uuid[] := array(select (e ->> 'orderId')::uuid from jsonb_array_elements(p) as t (e));
  accounts uuid[] := array(select distinct (e ->> 'accountId')::uuid from jsonb_array_elements(p) as t (e));
  free     uuid[];
  done     uuid[];
  said     jsonb;
begin
  if p_wait then
    free := array(select id from account where id = any(accounts) order by id for no key update);
  else
    free := array(select id from account where id = any(accounts) order by id for no key update skip locked);
  end if;
  perform 1 from orders where id = any(named) and account_id = any(free) order by id for no key update;
  with moved as (
    update orders o set dispatch = 'acknowledged', dispatch_lease_at = null, updated_at = clock_timestamp(), version = o.version + 1,
      status = case when o.status = 'pending_new' then 'new' else o.status end
    from jsonb_array_elements(p) as t (e)
    where o.id = any(named) and o.id = (e ->> 'orderId')::uuid and o.version = (e ->> 'version')::integer and o.account_id = any(free)
      and o.dispatch in ('sending', 'unknown') and o.cancel_reason is distinct from 'never_arrived'
    returning o.id
  )
  select coalesce(array_agg(id), '{}') into done from moved;
  if cardinality(done) > 0 then
    select jsonb_agg(e) into said from jsonb_array_elements(p) as t (e) where (e ->> 'orderId')::uuid = any(done);
    perform insert_order_events((select jsonb_agg(x) from jsonb_array_elements(said) as t (e), jsonb_array_elements(e -> 'events') as u (x)));
    perform insert_audit_events((select jsonb_agg(x) from jsonb_array_elements(said) as t (e), jsonb_array_elements(e -> 'audit') as u (x)));
    perform append_order_streams(said);
  end if;
  return (select jsonb_object_agg(o.id, case when o.id = any(done) then 'done' when o.account_id = any(free) is not true then 'later'
      when o.dispatch in ('sending', 'unknown') and o.cancel_reason is distinct from 'never_arrived' then 'changed' else 'resolved' end)
    from orders o where o.id = any(named));
end $$;

-- p: orderId, venueExecutionId. Locks the account, then the order, and returns all that booking a fill needs.
create or replace function execution_open(p jsonb) returns jsonb language plpgsql volatile as $$
declare
  o orders;
  acc account;
begin
  select * into acc from account where id = (select account_id from orders where id = (p ->> 'orderId')::uuid) for no key update;
  if not found then
    return null;
  end if;
  select * into o from orders where id = (p ->> 'orderId')::uuid for no key update;
  return jsonb_build_object(
    'duplicate', exists (select 1 from execution where account_id = acc.id and venue_execution_id = p ->> 'venueExecutionId'),
    'eventSeq', acc.event_seq::text,
    'currencyId', acc.currency_id,
    -- Its own while the account's changes, instrument by instrument.
    'lotMethod', coalesce((select lot_method from position where account_id = acc.id and asset_id = o.asset_id), acc.lot_method),
    'order', jsonb_build_object('id', o.id, 'accountId', o.account_id, 'clientOrderId', o.client_order_id, 'assetId', o.asset_id, 'symbol', o.symbol,
      'side', o.side, 'type', o.type, 'timeInForce', o.time_in_force, 'quantity', o.quantity::text, 'notional', o.notional::text,
      'limitPrice', o.limit_price::text, 'status', o.status, 'dispatch', o.dispatch, 'filledQuantity', o.filled_quantity::text,
      'filledValue', o.filled_value::text, 'holdId', o.hold_id, 'rejectReason', o.reject_reason, 'cancelReason', o.cancel_reason,
      'submittedAt', o.submitted_at, 'closedAt', o.closed_at, 'expiresAt', o.expires_at),
    'hold', (select jsonb_build_object('id', id, 'assetId', asset_id, 'amount', amount::text) from hold where id = o.hold_id),
    'marginHold', (select jsonb_build_object('id', id, 'assetId', asset_id, 'amount', amount::text) from hold where id = o.margin_hold_id),
    'collateral', (select jsonb_build_object('id', h.id, 'assetId', h.asset_id, 'amount', h.amount::text)
      from position p join hold h on h.id = p.collateral_hold_id where p.account_id = acc.id and p.asset_id = o.asset_id),
    'cash', (select jsonb_build_object('posted', posted::text, 'held', held::text, 'floor', floor::text)
      from balance where account_id = acc.id and asset_id = acc.currency_id),
    'assetClass', (select asset_class from asset where id = o.asset_id),
    'lots', coalesce((select jsonb_agg(jsonb_build_object('id', id, 'openedAt', opened_at, 'openedBy', coalesce(opened_execution_id, opened_activity_id), 'seq', seq::text,
        'quantity', quantity::text, 'openQuantity', open_quantity::text, 'cost', cost::text, 'openCost', open_cost::text,
        'splitNumerator', split_numerator::text, 'splitDenominator', split_denominator::text) order by seq)
      from lot where account_id = acc.id and asset_id = o.asset_id and open_quantity <> 0), '[]'),
    'position', (select jsonb_build_object('quantity', quantity::text, 'cost', cost::text, 'realised', realised::text, 'fees', fees::text,
        'executions', executions::text, 'openedAt', opened_at, 'rebuilt', rebuilt, 'lastActivityAt', last_activity_at)
      from position where account_id = acc.id and asset_id = o.asset_id));
end $$;

-- A fill is a fact: when it comes late and the money is gone, the floor gives way (and a breach and a halt say so).
create or replace function lower_floor(p_account uuid, p_asset uuid, p_needed numeric) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into balance (account_id, asset_id) values (p_account, p_asset) on conflict do nothing;
  update balance set floor = posted - held - p_needed
    where account_id = p_account and asset_id = p_asset and floor is not null and posted - held - p_needed < floor;
  return found;
end $$;

-- Shares below zero only where shorting is allowed: then the units' floor gives way, and what keeps them is the collateral in cash.
create or replace function open_short_floor(p_account uuid, p_asset uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from account where id = p_account and shorting) then
    raise exception 'account % may not be short', p_account using errcode = 'check_violation';
  end if;
  insert into balance (account_id, asset_id, floor) values (p_account, p_asset, null)
    on conflict (account_id, asset_id) do update set floor = null where balance.floor is not null;
end $$;

-- Records what the account may owe. What it owes already is never refused after the fact: the floor stands where the balance is, and rises
-- to the credit again as soon as the money is there.
create or replace function record_credit(p_account uuid, p_credit numeric) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  cash uuid;
begin
  update account set credit = p_credit where id = p_account returning currency_id into cash;
  insert into balance (account_id, asset_id) values (p_account, cash) on conflict do nothing;
  update balance set floor = least(-p_credit, posted - held) where account_id = p_account and asset_id = cash;
end $$;

-- p: holds (let go before the postings), taken (set or made after them), journal, postings, execution, lots, closes, position, order, events, audit, stream (array).
create or replace function execution_write(p jsonb) returns void language plpgsql volatile as $$
declare
  j jsonb := p -> 'journal';
  x jsonb := p -> 'execution';
  s jsonb := p -> 'position';
  o jsonb := p -> 'order';
begin
  -- What is let go comes before what is taken, so that a floor never refuses what the whole of this allows.
  update hold set amount = (h ->> 'amount')::numeric, released_at = (h ->> 'releasedAt')::timestamptz
    from jsonb_array_elements(p -> 'holds') as t (h)
    where id = any(array(select (h ->> 'id')::uuid from jsonb_array_elements(p -> 'holds') as t (h))) and id = (h ->> 'id')::uuid;
  insert into journal (id, account_id, kind, order_id, memo, effective_at)
  values ((j ->> 'id')::uuid, (j ->> 'accountId')::uuid, j ->> 'kind', (j ->> 'orderId')::uuid, j ->> 'memo', (j ->> 'effectiveAt')::timestamptz);
  insert into posting (journal_id, seq, account_id, asset_id, amount)
  select (j ->> 'id')::uuid, n, (e ->> 'accountId')::uuid, (e ->> 'assetId')::uuid, (e ->> 'amount')::numeric
  from jsonb_array_elements(p -> 'postings') with ordinality as t (e, n) order by n;
  insert into hold (id, account_id, asset_id, amount, released_at)
  select (h ->> 'id')::uuid, (x ->> 'accountId')::uuid, (h ->> 'assetId')::uuid, (h ->> 'amount')::numeric, (h ->> 'releasedAt')::timestamptz
  from jsonb_array_elements(p -> 'taken') as t (h)
  on conflict (id) do update set amount = excluded.amount, released_at = excluded.released_at;
  insert into execution (id, account_id, order_id, asset_id, symbol, venue_execution_id, kind, side, quantity, price, fee, realised, journal_id,
    effective_at, account_seq)
  values ((x ->> 'id')::uuid, (x ->> 'accountId')::uuid, (x ->> 'orderId')::uuid, (x ->> 'assetId')::uuid, x ->> 'symbol', x ->> 'venueExecutionId',
    x ->> 'kind', x ->> 'side', (x ->> 'quantity')::numeric, (x ->> 'price')::numeric, (x ->> 'fee')::numeric, (x ->> 'realised')::numeric,
    (j ->> 'id')::uuid, (x ->> 'effectiveAt')::timestamptz, (x ->> 'accountSeq')::bigint);
  -- A pool grows; every other lot keeps what it began with.
  update lot l set open_quantity = (e ->> 'openQuantity')::numeric, open_cost = (e ->> 'openCost')::numeric,
    quantity = (e ->> 'quantity')::numeric, cost = (e ->> 'cost')::numeric
  from jsonb_array_elements(p -> 'lots') as t (e)
  where l.id = any(array(select (e ->> 'id')::uuid from jsonb_array_elements(p -> 'lots') as t (e))) and l.id = (e ->> 'id')::uuid;
  insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
  select (e ->> 'id')::uuid, (x ->> 'accountId')::uuid, (x ->> 'assetId')::uuid, (x ->> 'id')::uuid, (e ->> 'openedAt')::timestamptz,
         (e ->> 'seq')::bigint, (e ->> 'quantity')::numeric, (e ->> 'openQuantity')::numeric, (e ->> 'cost')::numeric, (e ->> 'openCost')::numeric
  from jsonb_array_elements(p -> 'lots') as t (e) where e ->> 'openedBy' = x ->> 'id';
  insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
  select (e ->> 'id')::uuid, (x ->> 'accountId')::uuid, (e ->> 'lotId')::uuid, (x ->> 'id')::uuid, (e ->> 'quantity')::numeric, (e ->> 'cost')::numeric,
         (e ->> 'proceeds')::numeric, (e ->> 'realised')::numeric
  from jsonb_array_elements(p -> 'closes') as t (e);
  insert into position (account_id, asset_id, quantity, cost, realised, fees, executions, opened_at, updated_at, collateral_hold_id)
  values ((x ->> 'accountId')::uuid, (x ->> 'assetId')::uuid, (s ->> 'quantity')::numeric, (s ->> 'cost')::numeric, (s ->> 'realised')::numeric,
    (s ->> 'fees')::numeric, (s ->> 'executions')::bigint, (s ->> 'openedAt')::timestamptz, (x ->> 'effectiveAt')::timestamptz,
    (s ->> 'collateralHoldId')::uuid)
  on conflict (account_id, asset_id) do update set quantity = excluded.quantity, cost = excluded.cost, realised = excluded.realised,
    fees = excluded.fees, executions = excluded.executions, opened_at = excluded.opened_at, updated_at = excluded.updated_at,
    collateral_hold_id = excluded.collateral_hold_id;
  update orders set status = o ->> 'status', dispatch = o ->> 'dispatch', filled_quantity = (o ->> 'filledQuantity')::numeric,
    filled_value = (o ->> 'filledValue')::numeric, closed_at = (o ->> 'closedAt')::timestamptz, updated_at = clock_timestamp(), version = version + 1
    where id = (o ->> 'id')::uuid;
  perform insert_order_events(p -> 'events');
  perform insert_audit_events(p -> 'audit');
  perform append_stream_event((x ->> 'accountId')::uuid, e ->> 'type', (e ->> 'entityId')::uuid, e -> 'payload')
  from jsonb_array_elements(p -> 'stream') as t (e);
  update venue_execution set reported_at = clock_timestamp() where venue_execution_id = x ->> 'venueExecutionId';
end $$;
