/** The ledger proves itself: zero per asset and journal, balances from postings, held from holds, day figures from deposits. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccount, type SqlCheck } from "./finding.ts";

export const LEDGER_CHECKS: readonly SqlCheck[] = [
  {
    name: "asset_sums_to_zero",
    query: () => Prisma.sql`
      select format('postings of %s sum to %s, not to zero', a.symbol, trim_scale(sum(p.amount))) as message
      from posting p join asset a on a.id = p.asset_id group by a.id, a.symbol having sum(p.amount) <> 0`,
  },
  {
    name: "journal_sums_to_zero",
    query: (account) => Prisma.sql`
      select format('the journal is off by %s %s', trim_scale(sum(p.amount)), a.symbol) as message,
        j.id as "journalId", j.account_id as "accountId", j.order_id as "orderId"
      from journal j join posting p on p.journal_id = j.id join asset a on a.id = p.asset_id
      where ${ofAccount("j.account_id", account)} group by j.id, a.id having sum(p.amount) <> 0`,
  },
  {
    name: "journal_has_postings",
    query: (account) => Prisma.sql`
      select format('the journal has %s posting(s); at least two are needed', count(p.seq)) as message,
        j.id as "journalId", j.account_id as "accountId", j.order_id as "orderId"
      from journal j left join posting p on p.journal_id = j.id
      where ${ofAccount("j.account_id", account)} group by j.id having count(p.seq) < 2`,
  },
  {
    name: "balance_equals_postings",
    query: (account) => Prisma.sql`
      select format('the balance of %s says %s, its postings sum to %s', s.symbol, trim_scale(coalesce(b.posted, 0)),
          trim_scale(coalesce(p.total, 0))) as message, account_id as "accountId"
      from (select account_id, asset_id, posted from balance) b
      full join (select p.account_id, p.asset_id, sum(p.amount) as total from posting p
        join account a on a.id = p.account_id and a.kind <> 'house' group by 1, 2) p using (account_id, asset_id)
      join asset s on s.id = asset_id
      where coalesce(b.posted, 0) <> coalesce(p.total, 0) and ${ofAccount("account_id", account)}`,
  },
  {
    name: "held_equals_holds",
    query: (account) => Prisma.sql`
      select format('%s of %s are held, the open holds sum to %s', trim_scale(coalesce(b.held, 0)), s.symbol,
          trim_scale(coalesce(h.total, 0))) as message, account_id as "accountId"
      from (select account_id, asset_id, held from balance) b
      full join (select account_id, asset_id, sum(amount) as total from hold where released_at is null group by 1, 2) h
        using (account_id, asset_id)
      join asset s on s.id = asset_id
      where coalesce(b.held, 0) <> coalesce(h.total, 0) and ${ofAccount("account_id", account)}`,
  },
  {
    name: "net_deposits_equal_journals",
    query: (account) => Prisma.sql`
      select format('on %s net deposits are %s, the journals say %s', coalesce(d.trading_day, j.day),
          trim_scale(coalesce(d.net_deposits, 0)), trim_scale(coalesce(j.total, 0))) as message,
        coalesce(d.account_id, j.account_id) as "accountId"
      from account_day d
      full join (select p.account_id, venue_day(j.effective_at) as day, sum(p.amount) as total
        from journal j join posting p on p.journal_id = j.id
        join account a on a.id = p.account_id and a.kind <> 'house' and a.currency_id = p.asset_id
        where j.kind in ('deposit', 'withdrawal') group by 1, 2) j on j.account_id = d.account_id and j.day = d.trading_day
      where coalesce(d.net_deposits, 0) <> coalesce(j.total, 0)
        and ${ofAccount("coalesce(d.account_id, j.account_id)", account)}`,
  },
];
