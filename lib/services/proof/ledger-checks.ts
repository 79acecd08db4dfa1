/** The ledger proves itself: zero per asset and journal, balances from postings, held from holds, day figures from deposits. */
import { Prisma } from "#prisma/generated/client.ts";
import { isRows, ofAccounts, type Scope, type SqlCheck } from "./finding.ts";

/** The postings of these accounts' journals, also those in the house. */
function ofJournals(scope: Scope): Prisma.Sql {
  if (scope === null) return Prisma.sql`true`;
  if (isRows(scope)) return ofAccounts("", scope, { journals: "journal_id" });
  return Prisma.sql`journal_id in (select id from journal where ${ofAccounts("account_id", scope)})`;
}

export const LEDGER_CHECKS: readonly SqlCheck[] = [
  {
    name: "asset_sums_to_zero",
    scope: "desk",
    whole: true,
    query: () => Prisma.sql`
      select format('postings of %s sum to %s, not to zero', a.symbol, trim_scale(sum(p.amount))) as message
      from posting p join asset a on a.id = p.asset_id group by a.id, a.symbol having sum(p.amount) <> 0`,
  },
  {
    // Postings alone are summed, so that the millions that are right need not be joined with anything.
    name: "journal_sums_to_zero",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the journal is off by %s %s', trim_scale(w.total), a.symbol) as message,
        w.journal_id as "journalId", j.account_id as "accountId", j.order_id as "orderId"
      from (select journal_id, asset_id, sum(amount) as total from posting where ${ofJournals(account)} group by 1, 2 having sum(amount) <> 0) w
      join asset a on a.id = w.asset_id left join journal j on j.id = w.journal_id`,
  },
  {
    name: "journal_has_postings",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the journal has %s posting(s); at least two are needed', (select count(*) from posting p where p.journal_id = j.id)) as message,
        j.id as "journalId", j.account_id as "accountId", j.order_id as "orderId"
      from journal j left join posting p on p.journal_id = j.id and p.seq = 2
      where ${ofAccounts("j.account_id", account, { journals: "j.id" })} and p.journal_id is null
        and (select count(*) from posting p where p.journal_id = j.id) < 2`,
  },
  {
    name: "balance_equals_postings",
    scope: "account",
    query: (account) => Prisma.sql`
      select format('the balance of %s says %s, its postings sum to %s', s.symbol, trim_scale(coalesce(b.posted, 0)),
          trim_scale(coalesce(p.total, 0))) as message, account_id as "accountId"
      from (select account_id, asset_id, posted from balance where ${ofAccounts("account_id", account)}) b
      full join (select account_id, asset_id, sum(amount) as total from posting
        where ${ofAccounts("account_id", account)} group by 1, 2) p using (account_id, asset_id)
      join asset s on s.id = asset_id
      where coalesce(b.posted, 0) <> coalesce(p.total, 0)
        and not exists (select 1 from account a where a.id = account_id and a.kind = 'house')`,
  },
  {
    name: "held_equals_holds",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('%s of %s are held, the open holds sum to %s', trim_scale(coalesce(b.held, 0)), s.symbol,
          trim_scale(coalesce(h.total, 0))) as message, account_id as "accountId"
      from (select account_id, asset_id, held from balance where ${ofAccounts("account_id", account)}) b
      full join (select account_id, asset_id, sum(amount) as total from hold
        where released_at is null and ${ofAccounts("account_id", account)} group by 1, 2) h using (account_id, asset_id)
      join asset s on s.id = asset_id
      where coalesce(b.held, 0) <> coalesce(h.total, 0)`,
  },
  {
    name: "net_deposits_equal_journals",
    scope: "account",
    query: (account) => Prisma.sql`
      select format('on %s net deposits are %s, the journals say %s', coalesce(d.trading_day, j.day),
          trim_scale(coalesce(d.net_deposits, 0)), trim_scale(coalesce(j.total, 0))) as message,
        coalesce(d.account_id, j.account_id) as "accountId"
      from (select * from account_day where ${ofAccounts("account_id", account)}) d
      full join (select p.account_id, venue_day(j.effective_at) as day, sum(p.amount) as total
        from journal j left join journal r on r.id = j.reverses_id
        join posting p on p.journal_id = j.id
        join account a on a.id = p.account_id and a.kind <> 'house' and a.currency_id = p.asset_id
        where j.kind in ('deposit', 'withdrawal', 'reversal') and coalesce(r.kind, j.kind) in ('deposit', 'withdrawal') and ${ofAccounts("j.account_id", account)} group by 1, 2) j on j.account_id = d.account_id and j.day = d.trading_day
      where coalesce(d.net_deposits, 0) <> coalesce(j.total, 0)`,
  },
];
