/** What stands open on one account or on the whole desk: how many orders, of how many accounts, worth how much. */
import type { Database } from "./client.ts";

export interface WorkingOrdersRow {
  readonly orders: number;
  readonly accounts: number;
  /** What is still to be filled, at the limit or else at the last price. */
  readonly value: string;
  /** Orders without limit and price: not part of the value. */
  readonly unpriced: number;
}

export async function readWorkingOrders(database: Database, accountId: string | null): Promise<WorkingOrdersRow> {
  const rows = await database.$queryRaw<WorkingOrdersRow[]>`
    with open as (
      select o.account_id,
        case when o.quantity is null then greatest(o.notional - o.filled_value, 0)
          else greatest(o.quantity - o.filled_quantity, 0) * coalesce(o.limit_price, q.last) end as value
      from orders o
      join account a on a.id = o.account_id
      left join quote q on q.asset_id = o.asset_id and q.source = a.market_source
      where o.status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held')
        and (${accountId}::uuid is null or o.account_id = ${accountId}::uuid))
    select count(*)::int as orders, count(distinct account_id)::int as accounts,
      coalesce(sum(value), 0)::text as value, (count(*) filter (where value is null))::int as unpriced
    from open`;
  return rows[0] ?? { orders: 0, accounts: 0, value: "0", unpriced: 0 };
}
