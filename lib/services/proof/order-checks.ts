/** Orders against what was executed for them: nothing filled without a fill, nothing taken back but what was there, no group beyond its size. */
import { Prisma } from "#prisma/generated/client.ts";
import { isRows, ofAccounts, type Scope, type SqlCheck } from "./finding.ts";

/** What came from outside and nobody expected excuses what no order could have done; somebody was told of it. */
export const TOLD = Prisma.sql`('late_fill', 'overfill', 'busted', 'corrected', 'overdrawn')`;

/** A group is judged whole, whichever of its orders moved. */
function ofGroups(scope: Scope): Prisma.Sql {
  if (!isRows(scope)) return ofAccounts("o.account_id", scope);
  return Prisma.sql`o.group_id in (select m.group_id from orders m where ${ofAccounts("", scope, { orders: "m.id" })})`;
}

/** Of orders that go on. */
const OPEN = Prisma.sql`('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace', 'held')`;

export const ORDER_CHECKS: readonly SqlCheck[] = [
  {
    name: "filled_equals_executions",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the order says %s filled for %s, its executions %s for %s', trim_scale(o.filled_quantity),
          trim_scale(o.filled_value), trim_scale(coalesce(x.quantity, 0)), trim_scale(coalesce(x.value, 0))) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o
      left join (select order_id, sum(sign * quantity) as quantity, sum(sign * quantity * price) as value
        from (select *, case kind when 'bust' then -1 else 1 end as sign from execution
          where kind in ('fill', 'bust', 'correct') and ${ofAccounts("account_id", account, { orders: "order_id" })}) signed
        group by order_id) x on x.order_id = o.id
      where ${ofAccounts("o.account_id", account, { orders: "o.id" })}
        and (o.filled_quantity <> coalesce(x.quantity, 0) or o.filled_value <> coalesce(x.value, 0))`,
  },
  {
    // An order that was filled stays so when a fill is taken back.
    name: "filled_order_is_whole",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the order is filled with %s of %s', trim_scale(filled_quantity), trim_scale(quantity)) as message,
        id as "orderId", account_id as "accountId"
      from orders o where status = 'filled' and quantity is not null and filled_quantity < quantity
        and not exists (select 1 from execution e where e.order_id = o.id and e.kind = 'bust')
        and ${ofAccounts("account_id", account, { orders: "o.id" })}`,
  },
  {
    name: "overfill_was_told",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('%s of %s are filled and no breach says so', trim_scale(filled_quantity), trim_scale(quantity)) as message,
        id as "orderId", account_id as "accountId"
      from orders o where quantity is not null and filled_quantity > greatest(quantity, 0)
        and not exists (select 1 from breach b where b.order_id = o.id and b.rule in ${TOLD})
        and ${ofAccounts("account_id", account, { orders: "o.id" })}`,
  },
  {
    // Each execution moved something in a journal of its own, and nothing else of the order did.
    name: "filled_order_has_journals",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('%s executions and %s trade journals belong to the order', coalesce(x.executions, 0), coalesce(j.journals, 0)) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o
      left join (select order_id, count(distinct journal_id) as executions from execution
        where order_id is not null and kind <> 'import' and ${ofAccounts("account_id", account, { orders: "order_id" })} group by 1) x on x.order_id = o.id
      left join (select order_id, count(*) as journals from journal
        where order_id is not null and kind in ('trade', 'reversal') and ${ofAccounts("account_id", account, { orders: "order_id" })} group by 1) j on j.order_id = o.id
      where ${ofAccounts("o.account_id", account, { orders: "o.id" })}
        and (coalesce(x.executions, 0) <> coalesce(j.journals, 0) or (o.status = 'filled' and x.executions is null))`,
  },
  {
    name: "execution_equals_postings",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('execution %s moved %s units and %s cash, its journal posts %s and %s', x.id, trim_scale(x.units), trim_scale(x.cash),
          trim_scale(coalesce(x.posted_units, 0)), trim_scale(coalesce(x.posted_cash, 0))) as message,
        x.journal_id as "journalId", x.order_id as "orderId", x.account_id as "accountId"
      from (select e.id, e.account_id, e.order_id, e.journal_id,
          case e.side when 'buy' then e.quantity else -e.quantity end as units,
          case e.side when 'buy' then -e.quantity * e.price else e.quantity * e.price end - e.fee as cash,
          sum(p.amount) filter (where p.account_id = e.account_id and p.asset_id = e.asset_id) as posted_units,
          sum(p.amount) filter (where p.account_id = e.account_id and p.asset_id = a.currency_id) as posted_cash
        from execution e join account a on a.id = e.account_id left join posting p on p.journal_id = e.journal_id
        where e.kind <> 'import' and ${ofAccounts("e.account_id", account, { journals: "e.journal_id" })} group by e.id, a.currency_id) x
      where x.units <> coalesce(x.posted_units, 0) or x.cash <> coalesce(x.posted_cash, 0)`,
  },
  {
    name: "bust_undoes_its_execution",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('execution %s does not undo %s: opposite side, same quantity and price, the fee back, once', b.id,
          coalesce(e.id::text, 'anything')) as message,
        b.journal_id as "journalId", b.order_id as "orderId", b.account_id as "accountId"
      from execution b left join execution e on e.id = b.reverses_id
      left join journal j on j.id = b.journal_id
      where (b.kind = 'bust' or b.reverses_id is not null) and ${ofAccounts("b.account_id", account, { journals: "b.journal_id" })}
        and ((b.kind, b.order_id, b.asset_id, b.quantity, b.price, b.fee, j.kind, j.reverses_id)
            is distinct from ('bust', e.order_id, e.asset_id, e.quantity, e.price, -e.fee, 'reversal', e.journal_id)
          or b.side = e.side or e.kind = 'bust'
          or exists (select 1 from execution other where other.reverses_id = b.reverses_id and other.id <> b.id))`,
  },
  {
    name: "reversal_mirrors_journal",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select 'the reversal does not post the opposite of what it reverses' as message,
        j.id as "journalId", j.order_id as "orderId", j.account_id as "accountId"
      from journal j where j.kind = 'reversal' and ${ofAccounts("j.account_id", account, { journals: "j.id" })} and exists (
        select 1 from posting p where p.journal_id in (j.id, j.reverses_id)
        group by p.account_id, p.asset_id having sum(p.amount) <> 0)`,
  },
  {
    name: "trade_journal_has_execution",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select 'the journal books a trade that nobody reports' as message,
        j.id as "journalId", j.order_id as "orderId", j.account_id as "accountId"
      from journal j left join execution e on e.journal_id = j.id
      where j.kind in ('trade', 'reversal') and e.id is null and ${ofAccounts("j.account_id", account, { journals: "j.id" })}
        and not exists (select 1 from activity a where a.journal_id = j.id)`,
  },
  {
    name: "venue_report_is_booked",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the venue''s execution %s counts as reported and is not in the books', v.venue_execution_id) as message,
        v.order_id as "orderId", v.account_id as "accountId"
      from venue_execution v
      left join execution e on e.account_id = v.account_id and e.venue_execution_id = v.venue_execution_id
      where v.reported_at is not null and e.id is null and ${ofAccounts("v.account_id", account, { orders: "v.order_id" })}`,
  },
  {
    // Exits never fill more than the entry did; those of an OCO, which has none, not more than one of them was for.
    name: "group_within_its_size",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the exits filled %s of %s', trim_scale(g.exits), trim_scale(g.size)) as message,
        g.group_id as "orderId", g.account_id as "accountId"
      from (select o.group_id, o.account_id, sum(o.filled_quantity) filter (where o.leg_role <> 'entry') as exits,
          coalesce(sum(o.filled_quantity) filter (where o.leg_role = 'entry'),
            max((select max((v.after::jsonb ->> 'quantity')::numeric) from audit_event v
              where v.entity_type = 'order' and v.entity_id = o.id::text and v.action in ('order.submit', 'order.replace')))) as size
        from orders o where o.group_id is not null and ${ofGroups(account)} group by 1, 2) g
      where g.exits > coalesce(g.size, 0)
        and not exists (select 1 from breach b join orders o on o.id = b.order_id where o.group_id = g.group_id and b.rule in ${TOLD})`,
  },
  {
    // New orders are judged by these sums; the triggers that keep them are held against the orders themselves.
    name: "open_totals_equal_orders",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('what is open in %s is kept as %s orders (%s bought, %s sold), its orders say %s (%s, %s)', s.symbol,
          coalesce(t.orders, 0), trim_scale(coalesce(t.buy_quantity, 0)), trim_scale(coalesce(t.sell_quantity, 0)),
          coalesce(o.orders, 0), trim_scale(coalesce(o.buy_quantity, 0)), trim_scale(coalesce(o.sell_quantity, 0))) as message,
        account_id as "accountId"
      from (select * from open_order_total where ${ofAccounts("account_id", account)}) t
      full join (select account_id, asset_id, count(*) filter (where status <> 'held') as orders, count(*) filter (where side = 'buy') as buys,
          count(*) filter (where side = 'sell') as sells, sum(quantity - filled_quantity) filter (where side = 'buy') as buy_quantity,
          sum(notional - filled_value) filter (where side = 'buy') as buy_notional,
          sum(quantity - filled_quantity) filter (where side = 'sell') as sell_quantity
        from orders where status in ${OPEN} and ${ofAccounts("account_id", account)} group by 1, 2) o using (account_id, asset_id)
      join asset s on s.id = asset_id
      where (coalesce(t.orders, 0), coalesce(t.buys, 0), coalesce(t.sells, 0), coalesce(t.buy_quantity, 0), coalesce(t.buy_notional, 0),
          coalesce(t.sell_quantity, 0))
        is distinct from (coalesce(o.orders, 0), coalesce(o.buys, 0), coalesce(o.sells, 0), coalesce(o.buy_quantity, 0),
          coalesce(o.buy_notional, 0), coalesce(o.sell_quantity, 0))`,
  },
  {
    // How many orders a minute has seen is a difference of such numbers. Orders from before there were any have none.
    name: "accepted_count_equals_orders",
    scope: "account",
    query: (account) => Prisma.sql`
      select format('the account counts %s accepted orders, the last of them has the number %s', a.orders_accepted, coalesce(o.last, 0)) as message,
        a.id as "accountId"
      from account a left join (select account_id, max(accepted_nth) as last from orders where ${ofAccounts("account_id", account)} group by 1) o
        on o.account_id = a.id
      where ${ofAccounts("a.id", account)} and a.orders_accepted <> coalesce(o.last, 0)`,
  },
];
