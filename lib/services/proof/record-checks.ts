/** The record is complete: every order, end of an order, execution, journal and halt left its audit row, and streams have no end missing. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts, type SqlCheck } from "./finding.ts";

function audited(entityType: string, id: string, actions: readonly string[]): Prisma.Sql {
  return Prisma.sql`exists (select 1 from audit_event v where v.entity_type = ${entityType}
    and v.entity_id = ${Prisma.raw(id)}::text and v.action in (${Prisma.join([...actions])}))`;
}

export const RECORD_CHECKS: readonly SqlCheck[] = [
  {
    name: "order_is_audited",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select 'no audit row says who placed the order' as message, o.id as "orderId", o.account_id as "accountId"
      from orders o where ${ofAccounts("o.account_id", account, { orders: "o.id" })}
        and not ${audited("order", "o.id", ["order.submit", "order.refuse"])}`,
  },
  {
    name: "end_of_order_is_audited",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the order is %s and no audit row says so', o.status) as message,
        o.id as "orderId", o.account_id as "accountId"
      from orders o where ${ofAccounts("o.account_id", account, { orders: "o.id" })} and case o.status
        when 'canceled' then not ${audited("order", "o.id", ["order.cancel", "order.reduce"])}
        when 'expired' then not ${audited("order", "o.id", ["order.expire"])}
        when 'replaced' then not ${audited("order", "o.id", ["order.replaced"])}
        when 'rejected' then not ${audited("order", "o.id", ["order.refuse", "order.reject"])}
        else false end`,
  },
  {
    name: "execution_is_audited",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('no audit row records execution %s', e.id) as message,
        e.order_id as "orderId", e.journal_id as "journalId", e.account_id as "accountId"
      from execution e where ${ofAccounts("e.account_id", account, { journals: "e.journal_id" })}
        and not ${audited("execution", "e.id", ["execution.record", "execution.bust", "execution.correct"])}`,
  },
  {
    // A trade's journal is recorded by its execution, and so is what takes it back; an activity's by its activity; every other by itself.
    name: "journal_is_audited",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('no audit row records this %s', j.kind) as message, j.id as "journalId", j.account_id as "accountId"
      from journal j where j.kind not in ('trade', 'reversal') and ${ofAccounts("j.account_id", account, { journals: "j.id" })}
        and not exists (select 1 from audit_event v where v.entity_type = 'journal' and v.entity_id = j.id::text)
        and not exists (select 1 from activity a where a.journal_id = j.id)`,
  },
  {
    name: "halt_is_audited",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('halt %s has no audit row of being %s', h.id,
          case when ${audited("halt", "h.id", ["halt.set"])} then 'lifted' else 'set' end) as message,
        h.account_id as "accountId"
      from halt h where ${ofAccounts("h.account_id", account)}
        and (not ${audited("halt", "h.id", ["halt.set"])}
          or (h.lifted_at is not null and not ${audited("halt", "h.id", ["halt.lift"])}))`,
  },
  {
    name: "stream_ends_at_event_seq",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the account counts %s stream events; the last one is %s, and %s of the latest are there', a.event_seq,
          coalesce(s.last, 0), s.latest) as message, a.id as "accountId"
      from account a
      left join lateral (select max(seq) as last, count(*) as latest from stream_event
        where account_id = a.id and seq > a.event_seq - 20) s on true
      where (a.event_seq <> coalesce(s.last, 0) or s.latest <> least(a.event_seq, 20)) and ${ofAccounts("a.id", account)}`,
  },
];
