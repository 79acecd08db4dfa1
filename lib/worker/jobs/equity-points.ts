/** The equity curve: a point a minute and one a trading day for every account, and the figures a new day starts from. */
import type { Database } from "#lib/db/client.ts";

/**
 * By venue time, so that a replay and the demo's past get their own curve. A minute's and a day's point hold the latest value seen in them:
 * `1m` at the start of its minute, `1d` at the venue's midnight that its day began with. `net_deposits` counts from the account's opening.
 */
export async function recordEquityPoints(database: Database): Promise<number> {
  return database.$executeRaw`
    with present as (select venue_now() as at),
    accounts as (
      select a.id, a.currency_id, (ensure_account_day(a.id, venue_day(p.at))).trading_day, p.at from account a cross join present p
      where a.kind = 'paper' and a.status = 'active' and exists (select 1 from balance b where b.account_id = a.id)),
    figures as materialized (
      select a.id, a.at, account_equity(a.id) as equity,
        coalesce((select posted from balance b where b.account_id = a.id and b.asset_id = a.currency_id), 0) as cash,
        coalesce((select sum(net_deposits) from account_day d where d.account_id = a.id), 0) as net_deposits
      from accounts a)
    insert into equity_point (account_id, interval, at, equity, cash, net_deposits)
    select f.id, i.interval, i.at, f.equity, f.cash, f.net_deposits
    from figures f cross join lateral (values
      ('1m', date_trunc('minute', f.at)),
      ('1d', venue_day(f.at)::timestamp at time zone 'America/New_York')) as i (interval, at)
    on conflict (account_id, interval, at) do update
      set equity = excluded.equity, cash = excluded.cash, net_deposits = excluded.net_deposits`;
}
