/** Everything the portfolio page stands on in one round trip: balances, positions with their quotes, the day. It never looks at executions. */
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** Amounts are decimal strings as PostgreSQL prints them, instants ISO 8601. */
export interface PortfolioRows {
  readonly accountId: string;
  readonly kind: "paper" | "book";
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly marketSource: string;
  readonly venueAt: string;
  readonly now: string;
  readonly cash: { readonly posted: string; readonly held: string; readonly floor: string } | null;
  readonly day: { readonly tradingDay: string; readonly startEquity: string; readonly netDeposits: string };
  readonly netDepositsTotal: string;
  /** Dividends and interest that stand, in the account's currency. */
  readonly income: string;
  readonly openOrders: number;
  readonly positions: readonly PositionRow[];
  /** Currencies it has money in besides its own. */
  readonly otherMoney: readonly string[];
}

export interface PositionRow {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: string;
  readonly tickSize: string;
  readonly quantity: string;
  /** Held for orders that sell. */
  readonly held: string;
  readonly cost: string;
  readonly realised: string;
  readonly fees: string;
  readonly openedAt: string | null;
  readonly quote: {
    readonly last: string;
    readonly bid: string;
    readonly ask: string;
    readonly previousClose: string;
    readonly updatedAt: string;
  } | null;
}

export function readPortfolio(database: Database, accountId: string): Promise<PortfolioRows> {
  return callJson(database.$queryRaw`
    select jsonb_build_object(
      'accountId', a.id, 'kind', a.kind, 'name', a.name, 'currency', c.symbol, 'timeZone', a.time_zone, 'marketSource', a.market_source,
      'venueAt', v.at, 'now', clock_timestamp(),
      'cash', (select jsonb_build_object('posted', posted::text, 'held', held::text, 'floor', coalesce(floor, 0)::text)
        from balance where account_id = a.id and asset_id = a.currency_id),
      'day', jsonb_build_object('tradingDay', d.trading_day, 'startEquity', d.start_equity::text, 'netDeposits', d.net_deposits::text),
      'netDepositsTotal', (select coalesce(sum(net_deposits), 0)::text from account_day where account_id = a.id),
      'income', (select coalesce(sum(v.gross), 0)::text from activity v where v.account_id = a.id and v.type in ('dividend', 'interest')
        and v.currency_id = a.currency_id and not exists (select 1 from activity r where r.reverses_id = v.id)),
      'openOrders', (select count(*) from orders where account_id = a.id
        and status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace')),
      'positions', coalesce((
        select jsonb_agg(jsonb_build_object(
          'instrumentId', p.asset_id, 'symbol', i.symbol, 'name', i.name, 'assetClass', i.asset_class, 'tickSize', i.tick_size::text,
          'quantity', p.quantity::text, 'held', coalesce(b.held, 0)::text, 'cost', p.cost::text, 'realised', p.realised::text,
          'fees', p.fees::text, 'openedAt', p.opened_at,
          'quote', case when q.asset_id is null then null else jsonb_build_object('last', q.last::text, 'bid', q.bid::text, 'ask', q.ask::text,
            'previousClose', q.previous_close::text, 'updatedAt', q.updated_at) end) order by i.symbol)
        from position p
        join asset i on i.id = p.asset_id
        left join balance b on b.account_id = p.account_id and b.asset_id = p.asset_id
        left join quote q on q.asset_id = p.asset_id and q.source = a.market_source
        where p.account_id = a.id), '[]'),
      'otherMoney', coalesce((select jsonb_agg(s.symbol order by s.symbol) from balance o join asset s on s.id = o.asset_id and s.kind = 'currency'
        where o.account_id = a.id and o.asset_id <> a.currency_id and o.posted <> 0), '[]')
    ) as result
    from account a
    join asset c on c.id = a.currency_id
    cross join lateral (select venue_now() as at) v
    cross join lateral ensure_account_day(a.id, venue_day(v.at)) d
    where a.id = ${accountId}::uuid`);
}
