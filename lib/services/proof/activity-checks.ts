/** Activities against their journals: each has one of its own kind, in its own account, that moves what the activity says, and no other has. */
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts, type SqlCheck } from "./finding.ts";

/** Asked for one by one: what is this or that PostgreSQL can only find by going through all of it. What is taken back left more than its recording. */
function audited(entityType: string, id: string): Prisma.Sql {
  return Prisma.sql`exists (select 1 from audit_event v where v.entity_type = ${entityType} and v.entity_id = (${Prisma.raw(id)})::text
    and (r.id is null or v.action <> 'activity.record'))`;
}

export const ACTIVITY_CHECKS: readonly SqlCheck[] = [
  {
    // A split of nothing moves nothing.
    name: "activity_has_journal",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the %s %s has %s for its journal', a.type, a.id, coalesce('a ' || j.kind, 'nothing')) as message,
        a.journal_id as "journalId", a.account_id as "accountId"
      from activity a left join activity r on r.id = a.reverses_id left join journal j on j.id = a.journal_id
      where ${ofAccounts("a.account_id", account, { journals: "a.journal_id" })} and case
        when a.journal_id is null then coalesce(r.type, a.type) <> 'split'
        else j.id is null or j.account_id <> a.account_id
          or j.kind <> case when a.type in ('buy', 'sell') then 'trade' else a.type end
          or (a.type = 'reversal' and j.reverses_id is distinct from r.journal_id) end`,
  },
  {
    // What a split adds follows from the lots, and the units of its instrument are held against the position. Transfers move units at a
    // cost that is in the lots, and money only where there are no units. Postings by their journal alone: with the account among what is looked
    // for, PostgreSQL may, for as long as it knows nothing of a table, look through all of the account's for each activity.
    name: "activity_equals_postings",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('the %s %s moved %s units and %s cash, its journal posts %s and %s', x.type, x.id, trim_scale(x.units), trim_scale(x.cash),
          trim_scale(coalesce(p.units, 0)), trim_scale(coalesce(p.cash, 0))) as message,
        x.journal_id as "journalId", x.account_id as "accountId"
      from (select a.id, a.type, a.account_id, a.journal_id, a.asset_id, a.currency_id,
          case when a.asset_id is null then 0 when a.type in ('buy', 'transfer_in') then a.quantity when a.type in ('sell', 'transfer_out') then -a.quantity
            else 0 end as units,
          case when a.type in ('transfer_in', 'transfer_out') and a.asset_id is not null then 0
            when a.type in ('sell', 'dividend', 'interest', 'deposit', 'transfer_in') then a.gross
            when a.type in ('buy', 'fee', 'tax', 'withdrawal', 'transfer_out') then -a.gross else 0 end - a.fee as cash
        from activity a where a.type not in ('split', 'reversal') and ${ofAccounts("a.account_id", account, { journals: "a.journal_id" })}) x
      left join lateral (select sum(amount) filter (where account_id = x.account_id and asset_id = x.asset_id) as units,
          sum(amount) filter (where account_id = x.account_id and asset_id = x.currency_id) as cash
        from posting where journal_id = x.journal_id) p on true
      where x.units <> coalesce(p.units, 0) or x.cash <> coalesce(p.cash, 0)`,
  },
  {
    // Money came in and went out before there were activities, and what splits leave between units and lots is of no single one.
    name: "journal_has_activity",
    scope: "desk",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('no activity is behind this %s', j.kind) as message, j.id as "journalId", j.account_id as "accountId"
      from journal j
      where j.kind in ('dividend', 'interest', 'fee', 'tax', 'transfer_in', 'transfer_out') and ${ofAccounts("j.account_id", account, { journals: "j.id" })}
        and not exists (select 1 from activity a where a.journal_id = j.id)`,
  },
  {
    // By itself, by its journal, by its import, or by the corporate action that it is a part of; so is what takes it back.
    name: "activity_is_audited",
    scope: "account",
    moved: "rows",
    query: (account) => Prisma.sql`
      select format('no audit row records the %s %s', a.type, a.id) as message, a.journal_id as "journalId", a.account_id as "accountId"
      from activity a left join activity r on r.id = a.reverses_id
      where ${ofAccounts("a.account_id", account, { journals: "a.journal_id" })}
        and not ${audited("activity", "coalesce(r.id, a.id)")} and not ${audited("journal", "a.journal_id")}
        and not ${audited("import", "coalesce(r.import_id, a.import_id)")}
        and not ${audited("corporate_action", "coalesce(r.corporate_action_id, a.corporate_action_id)")}`,
  },
];
