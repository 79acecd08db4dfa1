/** Orders against what was executed for them: nothing filled without a fill, nothing taken back but what was there, no group beyond its size. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccount, type SqlCheck } from "./finding.ts";

/** What the venue reported and nobody expected excuses what no order could have done; somebody was told of it. */
export const TOLD = Prisma.sql`('late_fill', 'overfill', 'busted', 'corrected')`;

export const ORDER_CHECKS: readonly SqlCheck[] = [
  {
    name: "filled_equals_executions",
    query: (account) => Prisma.sql`
      select format('the order says %s filled for %s, its executions %s for %s', trim_scale(o.filled_quantity),
          trim_scale(o.filled_value), trim_scale(coalesce(x.quantity, 0)), trim_scale(coalesce(x.value, 0))) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o
      left join (select order_id, sum(sign * quantity) as quantity, sum(sign * quantity * price) as value
        from (select *, case kind when 'bust' then -1 else 1 end as sign from execution
          where kind in ('fill', 'bust', 'correct') and ${ofAccount("account_id", account)}) signed
        group by order_id) x on x.order_id = o.id
      where ${ofAccount("o.account_id", account)}
        and (o.filled_quantity <> coalesce(x.quantity, 0) or o.filled_value <> coalesce(x.value, 0))`,
  },
  {
    // An order that was filled stays so when a fill is taken back.
    name: "filled_order_is_whole",
    query: (account) => Prisma.sql`
      select format('the order is filled with %s of %s', trim_scale(filled_quantity), trim_scale(quantity)) as message,
        id as "orderId", account_id as "accountId"
      from orders o where status = 'filled' and quantity is not null and filled_quantity < quantity
        and not exists (select 1 from execution e where e.order_id = o.id and e.kind = 'bust')
        and ${ofAccount("account_id", account)}`,
  },
  {
    name: "overfill_was_told",
    query: (account) => Prisma.sql`
      select format('%s of %s are filled and no breach says so', trim_scale(filled_quantity), trim_scale(quantity)) as message,
        id as "orderId", account_id as "accountId"
      from orders o where quantity is not null and filled_quantity > greatest(quantity, 0)
        and not exists (select 1 from breach b where b.order_id = o.id and b.rule in ${TOLD})
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
        where e.kind <> 'import' and ${ofAccount("e.account_id", account)}) x
      left join lateral (select sum(amount) filter (where asset_id = x.asset_id) as units,
          sum(amount) filter (where asset_id = x.currency_id) as cash
        from posting where journal_id = x.journal_id and account_id = x.account_id) p on true
      where x.units <> coalesce(p.units, 0) or x.cash <> coalesce(p.cash, 0)`,
  },
  {
    name: "bust_undoes_its_execution",
    query: (account) => Prisma.sql`
      select format('execution %s does not undo %s: opposite side, same quantity and price, the fee back, once', b.id,
          coalesce(e.id::text, 'anything')) as message,
        b.journal_id as "journalId", b.order_id as "orderId", b.account_id as "accountId"
      from execution b left join execution e on e.id = b.reverses_id
      left join journal j on j.id = b.journal_id
      where (b.kind = 'bust' or b.reverses_id is not null) and ${ofAccount("b.account_id", account)}
        and ((b.kind, b.order_id, b.asset_id, b.quantity, b.price, b.fee, j.kind, j.reverses_id)
            is distinct from ('bust', e.order_id, e.asset_id, e.quantity, e.price, -e.fee, 'reversal', e.journal_id)
          or b.side = e.side or e.kind = 'bust'
          or exists (select 1 from execution other where other.reverses_id = b.reverses_id and other.id <> b.id))`,
  },
  {
    name: "reversal_mirrors_journal",
    query: (account) => Prisma.sql`
      select 'the reversal does not post the opposite of what it reverses' as message,
        j.id as "journalId", j.order_id as "orderId", j.account_id as "accountId"
      from journal j where j.kind = 'reversal' and ${ofAccount("j.account_id", account)} and exists (
        select 1 from posting p where p.journal_id in (j.id, j.reverses_id)
        group by p.account_id, p.asset_id having sum(p.amount) <> 0)`,
  },
  {
    name: "trade_journal_has_execution",
    query: (account) => Prisma.sql`
      select 'the journal books a trade that no execution reports' as message,
        j.id as "journalId", j.order_id as "orderId", j.account_id as "accountId"
      from journal j left join execution e on e.journal_id = j.id
      where j.kind in ('trade', 'reversal') and e.id is null and ${ofAccount("j.account_id", account)}`,
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
  {
    // Exits never fill more than the entry did; those of an OCO, which has none, not more than one of them was for.
    name: "group_within_its_size",
    query: (account) => Prisma.sql`
      select format('the exits filled %s of %s', trim_scale(g.exits), trim_scale(g.size)) as message,
        g.group_id as "orderId", g.account_id as "accountId"
      from (select o.group_id, o.account_id, sum(o.filled_quantity) filter (where o.leg_role <> 'entry') as exits,
          coalesce(sum(o.filled_quantity) filter (where o.leg_role = 'entry'),
            max((select max((v.after::jsonb ->> 'quantity')::numeric) from audit_event v
              where v.entity_type = 'order' and v.entity_id = o.id::text and v.action in ('order.submit', 'order.replace')))) as size
        from orders o where o.group_id is not null and ${ofAccount("o.account_id", account)} group by 1, 2) g
      where g.exits > coalesce(g.size, 0)
        and not exists (select 1 from breach b join orders o on o.id = b.order_id where o.group_id = g.group_id and b.rule in ${TOLD})`,
  },
];
