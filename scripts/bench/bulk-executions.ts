/** Fills an account with a past: so many executions with their orders, journals, lots, positions and audit rows, in bulk by SQL. */
import pg from "pg";

const SYMBOLS = ["AAPL", "JPM", "KO", "WMT"];

/**
 * Pairs of a buy and the sell that closes its lot, and at the end one buy of each symbol that stays. As the owner, in one transaction;
 * the trigger that moves the balance for each posting stands aside, because a million updates of one row in one transaction would take
 * an hour, and the balance is set to their sum.
 */
export async function loadExecutions(ownerUrl: string, accountId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("alter table posting disable trigger posting_moves_balance");
    await client.query(FACTS, [accountId, count, SYMBOLS]);
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query("alter table posting enable trigger posting_moves_balance");
    await client.query("commit");
    await client.query("analyze orders, execution, journal, posting, lot, lot_close, audit_event");
  } finally {
    await client.end();
  }
}

const FACTS = `
  create temporary table fact on commit drop as
  with numbered as (
    select n, n > $2 - 4 as stays, case when n > $2 - 4 then n % 4 else ((n - 1) / 2) % 4 end as turn,
      case when n > $2 - 4 or n % 2 = 1 then 'buy' else 'sell' end as side,
      -- A pair shares its buy's price; what is sold brings five cents more.
      100 + ((n - 1) / 2 % 50) * 0.1 as cost
    from generate_series(1, $2::int) as n)
  select n, stays, side, cost, case side when 'buy' then cost else cost + 0.05 end as price, i.id as asset_id, i.symbol,
    i.currency_id, $1::uuid as account_id, gen_random_uuid() as order_id, gen_random_uuid() as execution_id,
    gen_random_uuid() as journal_id, gen_random_uuid() as lot_id, now() - interval '200 days' + n * interval '199 days' / $2 as at
  from numbered f join asset i on i.symbol = ($3::text[])[f.turn + 1] and i.kind = 'instrument'`;

const HOUSE = "(select id from account where code = 'venue_clearing')";
const DESK = "'00000000-0000-7000-8000-000000000000'::uuid";

const STATEMENTS = [
  "create index on fact (n)",
  `insert into orders (id, account_id, client_order_id, asset_id, symbol, side, type, time_in_force, quantity, status, dispatch,
      filled_quantity, filled_value, actor_kind, actor_id, source, request_id, submitted_at, closed_at)
    select order_id, account_id, order_id::text, asset_id, symbol, side, 'market', 'day', 1, 'filled', 'acknowledged',
      1, price, 'system', ${DESK}, 'system', 'bulk-load', at, at from fact`,
  `insert into journal (id, account_id, kind, order_id, memo, effective_at)
    select journal_id, account_id, 'trade', order_id, side || ' 1 ' || symbol, at from fact`,
  `insert into posting (journal_id, seq, account_id, asset_id, amount)
    select journal_id, p.seq, case when p.ours then account_id else ${HOUSE} end, case when p.cash then currency_id else asset_id end,
      (case when p.cash then -price else 1 end) * (case side when 'buy' then 1 else -1 end) * (case when p.ours then 1 else -1 end)
    from fact cross join (values (1, true, true), (2, false, true), (3, true, false), (4, false, false)) as p (seq, ours, cash)`,
  `insert into execution (id, account_id, order_id, asset_id, symbol, venue_execution_id, kind, side, quantity, price, realised, journal_id,
      effective_at, account_seq)
    select execution_id, account_id, order_id, asset_id, symbol, 'bulk-' || execution_id, 'fill', side, 1, price,
      case side when 'sell' then price - cost else 0 end, journal_id, at, n from fact`,
  `insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
    select lot_id, account_id, asset_id, execution_id, at, n, 1, case when stays then 1 else 0 end, price, case when stays then price else 0 end
    from fact where side = 'buy'`,
  `insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
    select gen_random_uuid(), s.account_id, b.lot_id, s.execution_id, 1, s.cost, s.price, s.price - s.cost
    from fact s join fact b on b.n = s.n - 1 where s.side = 'sell'`,
  `insert into position (account_id, asset_id, quantity, cost, realised, fees, executions, opened_at, updated_at)
    select account_id, asset_id, sum(case side when 'buy' then 1 else -1 end), sum(case when stays then price else 0 end),
      sum(case side when 'sell' then price - cost else 0 end), 0, count(*), max(at) filter (where stays), max(at)
    from fact group by account_id, asset_id`,
  `insert into audit_event (id, effective_at, actor_kind, actor_id, source, action, entity_type, entity_id, account_id, request_id)
    select gen_random_uuid(), at, 'system', ${DESK}, 'system', a.action, a.entity, case a.entity when 'order' then order_id else execution_id end::text,
      account_id, 'bulk-load'
    from fact cross join (values ('order.submit', 'order'), ('execution.record', 'execution')) as a (action, entity)`,
  `with moved as (
      select p.account_id, p.asset_id, sum(p.amount) as amount from posting p join fact f on f.journal_id = p.journal_id and f.account_id = p.account_id
      group by 1, 2)
    insert into balance (account_id, asset_id, posted) select account_id, asset_id, amount from moved where amount > 0
    on conflict (account_id, asset_id) do update set posted = balance.posted + excluded.posted`,
  `with moved as (
      select p.account_id, p.asset_id, sum(p.amount) as amount from posting p join fact f on f.journal_id = p.journal_id and f.account_id = p.account_id
      group by 1, 2)
    update balance b set posted = b.posted + m.amount from moved m
    where m.amount < 0 and b.account_id = m.account_id and b.asset_id = m.asset_id`,
  `insert into stream_event (account_id, seq, type, entity_id, payload)
    select account_id, n, 'execution', execution_id, '{}' from fact f
    where not exists (select 1 from stream_event e where e.account_id = f.account_id and e.seq = f.n)`,
  "update account a set event_seq = greatest(a.event_seq, f.n) from (select account_id, max(n) as n from fact group by 1) f where a.id = f.account_id",
] as const;
