/** What is set aside against what it is for: nothing held for nothing, nothing open that is not covered, nobody beyond what they may owe. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts, type SqlCheck } from "./finding.ts";
import { TOLD } from "./order-checks.ts";

/** At the venue, or on the way there. An exit that is held back waits for its entry and has nothing to hold. */
const WORKING = Prisma.sql`('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace')`;
/** A replacement under way: what the order before it still fills is not yet taken from it. */
const REPLACING = Prisma.sql`(o.status = 'pending_new' and exists
  (select 1 from orders old where old.id = o.replaces_id and old.status = 'pending_replace'))`;

export const HOLD_CHECKS: readonly SqlCheck[] = [
  {
    name: "open_order_has_hold",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the order is %s and its hold is %s', o.status,
          case when h.id is null and m.id is null then 'missing' else 'released' end) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o left join hold h on h.id = o.hold_id left join hold m on m.id = o.margin_hold_id
      where o.status in ${WORKING} and ${ofAccounts("o.account_id", account)}
        and ((h.id is null and m.id is null) or h.released_at is not null or m.released_at is not null)`,
  },
  {
    name: "waiting_exit_has_no_hold",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select 'the exit waits for its entry and holds something already' as message, o.id as "orderId", o.account_id as "accountId"
      from orders o where o.status = 'held' and (o.hold_id is not null or o.margin_hold_id is not null)
        and ${ofAccounts("o.account_id", account)}`,
  },
  {
    // Not in a list, which is looked up: as a join, where little is known of open orders, each hold would be held against each of them.
    name: "hold_has_open_order",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('hold %s keeps %s %s for no open order and no short position', h.id, trim_scale(h.amount), s.symbol) as message,
        h.account_id as "accountId", (select o.id from orders o where h.id in (o.hold_id, o.margin_hold_id) limit 1) as "orderId"
      from hold h join asset s on s.id = h.asset_id
      where h.released_at is null and ${ofAccounts("h.account_id", account)}
        and (h.account_id, h.id) not in (select o.account_id, of_order.id
          from orders o cross join unnest(array[o.hold_id, o.margin_hold_id]) as of_order (id)
          where o.status in ${WORKING} and of_order.id is not null and ${ofAccounts("o.account_id", account)})
        and not exists (select 1 from position p where p.account_id = h.account_id and p.collateral_hold_id = h.id and p.quantity < 0)`,
  },
  {
    // Sells hold what is left to deliver, and what exits share covers the largest of them. Limit buys hold at least what the rest may
    // cost, less fees that nobody could foresee; what covers a short position is paid by its collateral first. Other buys hold by the
    // quote of their time.
    name: "hold_covers_order",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the hold of %s does not fit what is left of the order (%s)', trim_scale(h.amount),
          trim_scale(o.quantity - o.filled_quantity)) as message, o.id as "orderId", o.account_id as "accountId"
      from orders o join hold h on h.id = o.hold_id
      left join (select hold_id, max(quantity - filled_quantity) as largest from orders
        where status in ${WORKING} and ${ofAccounts("account_id", account)} group by 1) shared on shared.hold_id = h.id
      where o.status in ${WORKING} and o.quantity is not null and ${ofAccounts("o.account_id", account)} and not ${REPLACING}
        and case
          when o.side = 'sell' and h.asset_id = o.asset_id then
            (o.margin_hold_id is null and h.amount < o.quantity - o.filled_quantity)
            or h.amount > shared.largest
          when o.side = 'buy' and o.type in ('limit', 'stop_limit')
            and not exists (select 1 from position p where p.account_id = o.account_id and p.asset_id = o.asset_id and p.quantity < 0)
            and not exists (select 1 from execution e join lot_close c on c.execution_id = e.id where e.order_id = o.id)
            then h.amount < (o.quantity - o.filled_quantity) * o.limit_price
              - coalesce((select sum(e.fee) from execution e where e.order_id = o.id), 0)
          else false end`,
  },
  {
    name: "exits_share_one_hold",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the open exits of the group have %s holds between them', count(distinct o.hold_id) + count(distinct o.margin_hold_id))
          as message, o.group_id as "orderId", o.account_id as "accountId"
      from orders o
      where o.group_id is not null and o.leg_role in ('take_profit', 'stop_loss') and o.status in ${WORKING}
        and ${ofAccounts("o.account_id", account)}
      group by o.group_id, o.account_id
      having count(distinct o.hold_id) > 1 or count(distinct o.margin_hold_id) > 1 or count(distinct (o.hold_id is null)) > 1`,
  },
  {
    // What the order before it does not need at all, such as money behind a short sale, the new one holds alone. Found by its id and by
    // nothing else, for the same reason.
    name: "replacement_shares_hold",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the order replaces %s and does not share its hold', old.id) as message, o.id as "orderId", o.account_id as "accountId"
      from orders o cross join lateral (select id, status, hold_id, margin_hold_id from orders where id = o.replaces_id offset 0) old
      where o.status in ${WORKING} and old.status in ${WORKING} and ${ofAccounts("o.account_id", account)}
        and ((old.hold_id is not null and o.hold_id is distinct from old.hold_id)
          or (old.margin_hold_id is not null and o.margin_hold_id is distinct from old.margin_hold_id))`,
  },
  {
    // A book tells what was elsewhere, where others minded what it owed.
    name: "short_position_has_collateral",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the position in %s is %s and its collateral is %s', s.symbol, trim_scale(p.quantity),
          case when h.id is null then 'missing' when h.released_at is null then 'held' else 'released' end) as message,
        p.account_id as "accountId"
      from position p join account a on a.id = p.account_id and a.kind = 'paper'
      join asset s on s.id = p.asset_id left join hold h on h.id = p.collateral_hold_id
      where (p.quantity < 0) <> (h.id is not null and h.released_at is null) and ${ofAccounts("p.account_id", account)}`,
  },
  {
    name: "short_only_where_allowed",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('%s %s on an account that may not be short', trim_scale(b.posted), s.symbol) as message, b.account_id as "accountId"
      from balance b join account a on a.id = b.account_id join asset s on s.id = b.asset_id and s.kind = 'instrument'
      where b.posted < 0 and not a.shorting and a.kind = 'paper' and ${ofAccounts("b.account_id", account)}
        and not exists (select 1 from breach x where x.account_id = b.account_id and x.rule in ${TOLD})`,
  },
  {
    // A credit that was lowered leaves what is owed already where it is, and its audit row says so.
    name: "cash_within_credit",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('%s of cash are free and the credit is %s', trim_scale(b.posted - b.held), trim_scale(a.credit)) as message,
        b.account_id as "accountId"
      from account a join balance b on b.account_id = a.id and b.asset_id = a.currency_id
      where a.kind = 'paper' and b.posted - b.held < -a.credit and ${ofAccounts("a.id", account)}
        and not exists (select 1 from breach x where x.account_id = a.id and x.rule in ${TOLD})
        and not exists (select 1 from audit_event v where v.entity_type = 'account' and v.entity_id = a.id::text and v.action = 'account.credit')`,
  },
];
