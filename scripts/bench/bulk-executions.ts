/** Fills accounts with a past: so many executions with their orders, journals, lots, positions and audit rows, in bulk by SQL. */
import pg from "pg";

const SYMBOLS = ["AAPL", "JPM", "KO", "WMT"];

export interface AccountPast {
  readonly accountId: string;
  readonly executions: number;
  /** Of these the last so many buy what stays. */
  readonly open: number;
}

/**
 * Pairs of a buy and the sell that closes its lot, and at the end one buy of each symbol that stays. As the owner, in one transaction;
 * the trigger that moves the balance for each posting stands aside, because a million updates of one row in one transaction would take
 * an hour, and the balance is set to their sum.
 */
export async function loadExecutions(ownerUrl: string, accountId: string, count: number): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query("begin");
    await lock(client, [accountId]);
    await client.query("alter table posting disable trigger posting_moves_balance");
    await write(client, [{ accountId, executions: count, open: SYMBOLS.length }]);
    await client.query("alter table posting enable trigger posting_moves_balance");
    await client.query("commit");
    await client.query("analyze orders, execution, journal, posting, lot, lot_close, audit_event");
  });
}

/** The same for many accounts at once, mixed by time as a desk has them. As the superuser, whose session no trigger and no reference holds up. */
export async function loadManyExecutions(superuserUrl: string, pasts: readonly AccountPast[]): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query("set work_mem = '256MB'");
    await client.query("begin");
    await lock(
      client,
      pasts.map(({ accountId }) => accountId),
    );
    await write(client, pasts);
    await client.query("commit");
    // As autovacuum leaves it where rows came one after the other.
    await client.query("vacuum (analyze)");
  });
}

/** First of all, as the desk does: an event that it writes meanwhile would take a number that is taken here too. */
async function lock(client: pg.Client, accountIds: readonly string[]): Promise<void> {
  await client.query("select from account where id = any($1::uuid[]) order by id for no key update", [accountIds]);
}

async function write(client: pg.Client, pasts: readonly AccountPast[]): Promise<void> {
  const of = (column: keyof AccountPast) => pasts.map((past) => past[column]);
  await client.query(FACTS, [of("accountId"), of("executions"), of("open"), SYMBOLS]);
  for (const statement of STATEMENTS) await client.query(statement);
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const FACTS = `
  create temporary table fact on commit drop as
  with numbered as (
    select account_id, n, n > count - open as stays, case when n > count - open then n % 4 else ((n - 1) / 2) % 4 end as turn,
      case when n > count - open or n % 2 = 1 then 'buy' else 'sell' end as side,
      -- A pair shares its buy's price; what is sold brings five cents more, of which one is the fee.
      100 + ((n - 1) / 2 % 50) * 0.1 as cost, now() - interval '200 days' + n * interval '199 days' / count as at
    from unnest($1::uuid[], $2::int[], $3::int[]) as p (account_id, count, open) cross join lateral generate_series(1, count) as n)
  select n, stays, side, cost, case side when 'buy' then cost else cost + 0.05 end as price, case side when 'buy' then 0 else 0.01 end as fee,
    i.id as asset_id, i.symbol, i.currency_id, account_id, uuidv7(at - now()) as order_id, uuidv7(at - now()) as execution_id,
    uuidv7(at - now()) as journal_id, uuidv7(at - now()) as lot_id, at
  from numbered f join asset i on i.symbol = ($4::text[])[f.turn + 1] and i.kind = 'instrument' order by at`;

const DESK = "'00000000-0000-7000-8000-000000000000'::uuid";

const STATEMENTS = [
  "create index on fact (account_id, n)",
  "analyze fact",
  `insert into orders (id, account_id, client_order_id, asset_id, symbol, side, type, time_in_force, quantity, status, dispatch,
      filled_quantity, filled_value, actor_kind, actor_id, source, request_id, submitted_at, closed_at)
    select order_id, account_id, order_id::text, asset_id, symbol, side, 'market', 'day', 1, 'filled', 'acknowledged',
      1, price, 'system', ${DESK}, 'system', 'bulk-load', at, at from fact`,
  `insert into journal (id, account_id, kind, order_id, memo, effective_at)
    select journal_id, account_id, 'trade', order_id, side || ' 1 ' || symbol, at from fact`,
  `insert into posting (journal_id, seq, account_id, asset_id, amount)
    select journal_id, p.seq, coalesce((select id from account where code = p.house), f.account_id),
      case when p.what = 'units' then asset_id else currency_id end,
      case p.what when 'units' then 1 when 'cash' then -price else fee end * case when side = 'buy' or p.what = 'fee' then 1 else -1 end
        * case when (p.house is null) = (p.what <> 'fee') then 1 else -1 end
    from fact f cross join (values (1, null, 'units'), (2, 'venue_clearing', 'units'), (3, null, 'cash'), (4, 'venue_clearing', 'cash'),
      (5, null, 'fee'), (6, 'fee_income', 'fee')) as p (seq, house, what)
    where p.what <> 'fee' or fee <> 0`,
  `insert into execution (id, account_id, order_id, asset_id, symbol, venue_execution_id, kind, side, quantity, price, fee, realised, journal_id,
      effective_at, account_seq)
    select execution_id, account_id, order_id, asset_id, symbol, 'bulk-' || execution_id, 'fill', side, 1, price, fee,
      case side when 'sell' then price - cost else 0 end, journal_id, at, n from fact`,
  `insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
    select lot_id, account_id, asset_id, execution_id, at, n, 1, case when stays then 1 else 0 end, price, case when stays then price else 0 end
    from fact where side = 'buy'`,
  `insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
    select uuidv7(s.at - now()), s.account_id, b.lot_id, s.execution_id, 1, s.cost, s.price, s.price - s.cost
    from fact s join fact b on b.account_id = s.account_id and b.n = s.n - 1 where s.side = 'sell'`,
  `insert into position (account_id, asset_id, quantity, cost, realised, fees, executions, opened_at, updated_at)
    select account_id, asset_id, sum(case side when 'buy' then 1 else -1 end), sum(case when stays then price else 0 end),
      sum(case side when 'sell' then price - cost else 0 end), sum(fee), count(*), min(at) filter (where stays), max(at)
    from fact group by account_id, asset_id`,
  `insert into audit_event (id, effective_at, actor_kind, actor_id, source, action, entity_type, entity_id, account_id, request_id)
    select uuidv7(at - now()), at, 'system', ${DESK}, 'system', a.action, a.entity,
      case a.entity when 'order' then order_id else execution_id end::text, account_id, 'bulk-load'
    from fact cross join (values ('order.submit', 'order'), ('execution.record', 'execution')) as a (action, entity)`,
  `create temporary table moved on commit drop as
    select account_id, asset_id, sum(case side when 'buy' then 1 else -1 end) as amount from fact group by 1, 2
    union all select account_id, currency_id, sum(case side when 'buy' then -price else price end - fee) from fact group by 1, 2`,
  `insert into balance (account_id, asset_id, posted) select account_id, asset_id, amount from moved where amount > 0
    on conflict (account_id, asset_id) do update set posted = balance.posted + excluded.posted`,
  `update balance b set posted = b.posted + m.amount from moved m
    where m.amount < 0 and b.account_id = m.account_id and b.asset_id = m.asset_id`,
  `insert into stream_event (account_id, seq, type, entity_id, payload)
    select account_id, n, 'execution', execution_id, '{}' from fact f
    where not exists (select 1 from stream_event e where e.account_id = f.account_id and e.seq = f.n)`,
  "update account a set event_seq = greatest(a.event_seq, f.n) from (select account_id, max(n) as n from fact group by 1) f where a.id = f.account_id",
] as const;
