-- Up Migration
-- What each order pays for and nobody needs.

-- Whose open orders a new one meets: nearly always those of the other side alone.
drop index orders_open;
create index orders_open on orders (account_id, asset_id, side)
  where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held');
-- A step belongs to its order, and the order to its account: five look-ups for each order that say nothing new, each taking a share of the
-- account's row from whoever has it locked.
alter table order_event drop constraint order_event_account_id_fkey;
-- Nobody asks which key made an entity, and it kept the stored answer from being written where the claim is.
drop index idempotency_key_by_entity;

-- What stands open, by account and instrument: a new order is judged by these sums, and an account with hundreds of resting orders must not have
-- all of them read for each new one. Kept by triggers that run as the owner; nobody else may write it.
create table open_order_total (
  account_id    uuid not null,
  asset_id      uuid not null,
  -- Without exits that are held back until their entry has filled.
  orders        integer not null,
  buys          integer not null,
  sells         integer not null,
  -- What is still to be filled.
  buy_quantity  numeric(38, 18) not null,
  buy_notional  numeric(38, 18) not null,
  sell_quantity numeric(38, 18) not null,
  primary key (account_id, asset_id)
) with (fillfactor = 50);

create function change_open_orders(p_account uuid, p_asset uuid, p_orders bigint, p_buys bigint, p_sells bigint, p_buy_quantity numeric,
  p_buy_notional numeric, p_sell_quantity numeric) returns void language sql volatile as $$
  insert into open_order_total as t values (p_account, p_asset, p_orders, p_buys, p_sells, coalesce(p_buy_quantity, 0), coalesce(p_buy_notional, 0),
    coalesce(p_sell_quantity, 0))
  on conflict (account_id, asset_id) do update set orders = t.orders + excluded.orders, buys = t.buys + excluded.buys,
    sells = t.sells + excluded.sells, buy_quantity = t.buy_quantity + excluded.buy_quantity,
    buy_notional = t.buy_notional + excluded.buy_notional, sell_quantity = t.sell_quantity + excluded.sell_quantity
$$;
create function count_new_orders() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform change_open_orders(account_id, asset_id, count(*) filter (where status <> 'held'), count(*) filter (where side = 'buy'),
    count(*) filter (where side = 'sell'), sum(quantity - filled_quantity) filter (where side = 'buy'),
    sum(notional - filled_value) filter (where side = 'buy'), sum(quantity - filled_quantity) filter (where side = 'sell'))
  from made where closed_at is null group by account_id, asset_id;
  return null;
end $$;
create function count_changed_order() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was integer := (old.closed_at is null)::integer;
  goes_on integer := (new.closed_at is null)::integer;
  orders integer := goes_on * (new.status <> 'held')::integer - was * (old.status <> 'held')::integer;
  quantity numeric := coalesce(goes_on * (new.quantity - new.filled_quantity), 0) - coalesce(was * (old.quantity - old.filled_quantity), 0);
  notional numeric := coalesce(goes_on * (new.notional - new.filled_value), 0) - coalesce(was * (old.notional - old.filled_value), 0);
begin
  if new.side = 'buy' then
    perform change_open_orders(new.account_id, new.asset_id, orders, goes_on - was, 0, quantity, notional, 0);
  else
    perform change_open_orders(new.account_id, new.asset_id, orders, 0, goes_on - was, 0, 0, quantity);
  end if;
  return null;
end $$;
insert into open_order_total
select account_id, asset_id, count(*) filter (where status <> 'held'), count(*) filter (where side = 'buy'), count(*) filter (where side = 'sell'),
  coalesce(sum(quantity - filled_quantity) filter (where side = 'buy'), 0), coalesce(sum(notional - filled_value) filter (where side = 'buy'), 0),
  coalesce(sum(quantity - filled_quantity) filter (where side = 'sell'), 0)
from orders where closed_at is null group by account_id, asset_id;
create trigger count_new_orders after insert on orders referencing new table as made for each statement execute function count_new_orders();
-- Sending and acknowledging an order change nothing of this.
create trigger count_changed_order after update on orders for each row
  when ((old.closed_at is null) <> (new.closed_at is null) or (old.status = 'held') <> (new.status = 'held')
    or (old.quantity, old.notional, old.filled_quantity, old.filled_value) is distinct from (new.quantity, new.notional, new.filled_quantity, new.filled_value))
  execute function count_changed_order();

-- Down Migration
drop trigger count_changed_order on orders;
drop trigger count_new_orders on orders;
drop function count_changed_order(), count_new_orders();
drop function change_open_orders(uuid, uuid, bigint, bigint, bigint, numeric, numeric, numeric);
drop table open_order_total;
create index idempotency_key_by_entity on idempotency_key (entity_id) where entity_id is not null;
alter table order_event add constraint order_event_account_id_fkey foreign key (account_id) references account (id);
drop index orders_open;
create index orders_open on orders (account_id, asset_id)
  where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held');
