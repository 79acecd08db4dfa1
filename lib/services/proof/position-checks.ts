/** Positions against the ledger: the units that balances hold, and that trading made of cash exactly what lots and closes say. */
import { FEE_INCOME_ID } from "#lib/domain/ledger/house-accounts.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts, type SqlCheck } from "./finding.ts";

/**
 * Of postings that are found by their journal. Written so that no index answers it: for as long as PostgreSQL knows nothing of a table it may
 * look through all postings of the account for each of its facts, which for six thousand of them takes ten seconds.
 */
function ownOrFee(account: string): Prisma.Sql {
  return Prisma.sql`coalesce(p.account_id in (${Prisma.raw(account)}, ${FEE_INCOME_ID}::uuid), false)`;
}

export const POSITION_CHECKS: readonly SqlCheck[] = [
  {
    name: "position_equals_balance",
    scope: "account",
    moved: "account",
    query: (account) => Prisma.sql`
      select format('the position in %s is %s, the balance says %s', s.symbol, trim_scale(coalesce(p.quantity, 0)),
          trim_scale(coalesce(b.posted, 0))) as message, account_id as "accountId"
      from (select account_id, asset_id, quantity from position where ${ofAccounts("account_id", account)}) p
      full join (select account_id, asset_id, posted from balance join asset a on a.id = asset_id and a.kind = 'instrument'
        where ${ofAccounts("account_id", account)}) b using (account_id, asset_id)
      join asset s on s.id = asset_id
      where abs(coalesce(p.quantity, 0) - coalesce(b.posted, 0)) >= 0.000000001`,
  },
  {
    // Market value less unrealised profit is the cost of what is open, at any price: so trade cash + market value = realised + unrealised
    // when trade cash + open cost = realised. What is transferred in or out moves cost without cash: all of it where it opens, in
    // proportion where it also closed something, nothing of a rest that is dust. Fees are apart on both sides.
    // A tie is rounded up here and to even in the books: each transfer, and each lot it closed, may be that much off.
    name: "trade_cash_equals_lots",
    scope: "account",
    query: (account) => Prisma.sql`
      with trade as (
        select account_id, currency_id, sum(amount) as cash from (
          select e.account_id, i.currency_id, p.amount
          from execution e join asset i on i.id = e.asset_id
          join posting p on p.journal_id = e.journal_id and p.asset_id = i.currency_id and ${ownOrFee("e.account_id")}
          where e.kind <> 'import' and ${ofAccounts("e.account_id", account)}
          union all
          select a.account_id, a.currency_id, p.amount
          from activity a left join activity r on r.id = a.reverses_id
          join posting p on p.journal_id = a.journal_id and p.asset_id = a.currency_id and ${ownOrFee("a.account_id")}
          where coalesce(r.type, a.type) in ('buy', 'sell') and ${ofAccounts("a.account_id", account)}) moved
        group by 1, 2),
      lots as (
        select l.account_id, i.currency_id, sum(l.open_cost) as open_cost
        from lot l join asset i on i.id = l.asset_id where l.open_cost <> 0 and ${ofAccounts("l.account_id", account)} group by 1, 2),
      closes as (
        select c.account_id, i.currency_id, sum(c.realised) as realised, sum(c.proceeds) filter (where a.type like 'transfer%') as taken,
          count(*) filter (where a.type like 'transfer%') as pieces
        from lot_close c join lot l on l.id = c.lot_id join asset i on i.id = l.asset_id left join activity a on a.id = c.activity_id
        where c.account_id = l.account_id and ${ofAccounts("l.account_id", account)} group by 1, 2),
      transfers as (
        select a.account_id, a.currency_id, sum(case a.type when 'transfer_in' then 1 else -1 end * (a.gross - case
            when c.closed is null then 0 when abs(a.quantity - c.closed) < 0.000000001 then a.gross
            else round(a.gross * c.closed / a.quantity, 18) end)) as brought, count(*) as number
        from activity a left join (select activity_id, sum(abs(quantity)) as closed from lot_close
            where activity_id in (select id from activity where type in ('transfer_in', 'transfer_out') and ${ofAccounts("account_id", account)}) group by 1) c
          on c.activity_id = a.id
        where a.type in ('transfer_in', 'transfer_out') and a.asset_id is not null and a.gross is not null and ${ofAccounts("a.account_id", account)}
          and not exists (select 1 from activity r where r.reverses_id = a.id)
        group by 1, 2)
      select format('in %s trading moved %s, the cost of what is open is %s, and %s are realised (%s came and %s went without cash)', s.symbol,
          trim_scale(coalesce(t.cash, 0)), trim_scale(coalesce(l.open_cost, 0)), trim_scale(coalesce(c.realised, 0)),
          trim_scale(coalesce(m.brought, 0)), trim_scale(coalesce(c.taken, 0))) as message, account_id as "accountId"
      from trade t full join lots l using (account_id, currency_id) full join closes c using (account_id, currency_id)
      full join transfers m using (account_id, currency_id)
      join (select id, symbol from asset) s on s.id = currency_id
      where abs(coalesce(t.cash, 0) + coalesce(l.open_cost, 0) - coalesce(c.realised, 0) - coalesce(m.brought, 0) + coalesce(c.taken, 0))
        > 0.00000000000000001 * (coalesce(c.pieces, 0) + coalesce(m.number, 0))`,
  },
];
