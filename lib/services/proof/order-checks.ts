/** Orders against what they hold and what was executed for them: nothing held for nothing, nothing filled without a fill. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccount, type SqlCheck } from "./finding.ts";

const OPEN = Prisma.sql`('pending_new', 'new', 'partially_filled', 'pending_cancel')`;

export const ORDER_CHECKS: readonly SqlCheck[] = [
  {
    name: "open_order_has_hold",
    query: (account) => Prisma.sql`
      select format('the order is %s and its hold is %s', o.status,
          case when h.id is null then 'missing' else 'released' end) as message, o.id as "orderId", o.account_id as "accountId"
      from orders o left join hold h on h.id = o.hold_id
      where o.status in ${OPEN} and (h.id is null or h.released_at is not null) and ${ofAccount("o.account_id", account)}`,
  },
  {
    name: "hold_has_open_order",
    query: (account) => Prisma.sql`
      select format('hold %s keeps %s %s for no open order', h.id, trim_scale(h.amount), s.symbol) as message,
        h.account_id as "accountId", (select o.id from orders o where o.hold_id = h.id limit 1) as "orderId"
      from hold h join asset s on s.id = h.asset_id
      where h.released_at is null and ${ofAccount("h.account_id", account)}
        and not exists (select 1 from orders o where o.hold_id = h.id and o.status in ${OPEN})`,
  },
  {
    // Sells hold what is left to deliver; limit buys at least what the rest may cost, less fees that nobody could foresee. Market
    // buys hold by the quote of their time.
    name: "hold_covers_order",
    query: (account) => Prisma.sql`
      select format('the hold of %s does not fit what is left of the order (%s)', trim_scale(h.amount),
          trim_scale(o.quantity - o.filled_quantity)) as message, o.id as "orderId", o.account_id as "accountId"
      from orders o join hold h on h.id = o.hold_id
      where o.status in ${OPEN} and o.quantity is not null and ${ofAccount("o.account_id", account)}
        and case when o.side = 'sell' then h.amount <> o.quantity - o.filled_quantity
                 when o.type = 'limit' then h.amount < (o.quantity - o.filled_quantity) * o.limit_price
                   - coalesce((select sum(e.fee) from execution e where e.order_id = o.id), 0)
                 else false end`,
  },
  {
    name: "filled_equals_executions",
    query: (account) => Prisma.sql`
      select format('the order says %s filled for %s, its executions %s for %s', trim_scale(o.filled_quantity),
          trim_scale(o.filled_value), trim_scale(coalesce(x.quantity, 0)), trim_scale(coalesce(x.value, 0))) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o
      left join (select order_id, sum(quantity) as quantity, sum(quantity * price) as value from execution
        where kind = 'fill' and ${ofAccount("account_id", account)} group by order_id) x on x.order_id = o.id
      where ${ofAccount("o.account_id", account)}
        and (o.filled_quantity <> coalesce(x.quantity, 0) or o.filled_value <> coalesce(x.value, 0))`,
  },
  {
    name: "filled_order_is_whole",
    query: (account) => Prisma.sql`
      select format('the order is filled with %s of %s', trim_scale(filled_quantity), trim_scale(quantity)) as message,
        id as "orderId", account_id as "accountId"
      from orders where status = 'filled' and quantity is not null and filled_quantity < quantity
        and ${ofAccount("account_id", account)}`,
  },
  {
    name: "execution_equals_postings",
    query: (account) => Prisma.sql`
      select format('execution %s moved %s units and %s cash, its journal posts %s and %s', x.id, trim_scale(x.units), trim_scale(x.cash),
          trim_scale(coalesce(p.units, 0)), trim_scale(coalesce(p.cash, 0))) as message,
        x.journal_id as "journalId", x.order_id as "orderId", x.account_id as "accountId"
      from (select e.id, e.account_id, e.order_id, e.journal_id, e.asset_id, a.currency_id,
          case e.side when 'buy' then e.quantity else -e.quantity end as units,
          case e.side when 'buy' then -e.quantity * e.price else e.quantity * e.price end - e.fee as cash
        from execution e join account a on a.id = e.account_id
        where e.kind = 'fill' and ${ofAccount("e.account_id", account)}) x
      left join lateral (select sum(amount) filter (where asset_id = x.asset_id) as units,
          sum(amount) filter (where asset_id = x.currency_id) as cash
        from posting where journal_id = x.journal_id and account_id = x.account_id) p on true
      where x.units <> coalesce(p.units, 0) or x.cash <> coalesce(p.cash, 0)`,
  },
  {
    name: "trade_journal_has_execution",
    query: (account) => Prisma.sql`
      select 'the journal books a trade that no execution reports' as message,
        j.id as "journalId", j.order_id as "orderId", j.account_id as "accountId"
      from journal j left join execution e on e.journal_id = j.id
      where j.kind = 'trade' and e.id is null and ${ofAccount("j.account_id", account)}`,
  },
  {
    name: "venue_report_is_booked",
    query: (account) => Prisma.sql`
      select format('the venue''s execution %s counts as reported and is not in the books', v.venue_execution_id) as message,
        v.order_id as "orderId", v.account_id as "accountId"
      from venue_execution v
      left join execution e on e.account_id = v.account_id and e.venue_execution_id = v.venue_execution_id
      where v.reported_at is not null and e.id is null and ${ofAccount("v.account_id", account)}`,
  },
];
