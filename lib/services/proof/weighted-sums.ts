/**
 * Reads each table once, or what is in it of some accounts, and says for which accounts the checks that compare single rows have to be made at all. Each journal and each order has
 * a weight, drawn anew for every look: where one row does not agree with the other, sums of amounts times weights do not agree either, but by
 * a chance of one in 2^48. To sum takes a fifth of the time that it takes to group and join millions of rows, of which none is wrong.
 */
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { SUM_CHECK } from "./checks.ts";
import { drawWeight } from "./draw-weight.ts";
import { ofAccounts } from "./finding.ts";
import type { LookCounts } from "./look-counts.ts";

/** Of the checks in which nothing can be found, nothing; of the others the accounts to look at, null for all. */
export type Suspects = ReadonlyMap<string, readonly string[] | null>;

interface Sums {
  /** Some asset or some journal does not sum to zero, or a journal has no postings. */
  readonly journals: boolean;
  readonly balances: readonly string[];
  /** Executions, activities, orders and their journals say different things. */
  readonly facts: readonly string[];
  /** The last number of an order is not how many the account counts. */
  readonly accepted: readonly string[];
  readonly counts: LookCounts;
}

const OF_JOURNALS = ["journal_sums_to_zero", "journal_has_postings"];
const OF_FACTS = [
  ...["filled_equals_executions", "filled_order_has_journals", "execution_equals_postings"],
  ...["trade_journal_has_execution", "activity_equals_postings"],
];

/** Null is all accounts. */
export async function readSuspects(
  tx: Tx,
  accounts: readonly string[] | null,
): Promise<{ readonly suspects: Suspects; readonly counts: LookCounts }> {
  const [row] = await tx.$queryRaw<{ sums: Sums }[]>(sums(await drawWeight(tx), accounts));
  if (row === undefined) throw new Error("the sums are one row");
  const { journals, balances, facts, accepted, counts } = row.sums;
  // What all accounts together sum to says nothing about some of them.
  const ofJournals = accounts === null ? [SUM_CHECK, ...OF_JOURNALS] : OF_JOURNALS;
  const suspects = new Map<string, readonly string[] | null>([
    ...ofJournals.map((check) => [check, journals ? accounts : []] as const),
    ...OF_FACTS.map((check) => [check, facts] as const),
    ["balance_equals_postings", balances],
    ["accepted_count_equals_orders", accepted],
  ]);
  return { suspects, counts };
}

function sums(salt: bigint, accounts: readonly string[] | null): Prisma.Sql {
  const of = (column: string) => ofAccounts(column, accounts);
  const weight = (column: string) => Prisma.sql`uuid_hash_extended(${Prisma.raw(column)}, ${salt}::bigint)`;
  /** Of two together: which journal is of which order. */
  const pair = (column: string, other: string) =>
    Prisma.sql`uuid_hash_extended(${Prisma.raw(column)}, ${weight(other)})`;
  return Prisma.sql`
    with of_journals as ${accounts === null ? Prisma.sql`not materialized` : Prisma.sql`materialized`} (
      select id, account_id, kind, order_id from journal where ${of("account_id")}),
    posted as materialized (
      select account_id, asset_id, sum(amount) as total, sum(amount * ${weight("journal_id")}) as weighted,
        sum(${weight("journal_id")}) filter (where seq = 2) as seconds, count(*) as number
      from posting where ${of("account_id")} group by 1, 2),
    paired as materialized (${pairedSums(accounts, weight("journal_id"))}),
    booked as materialized (
      select account_id, sum(${weight("id")}) as journals, sum(${weight("id")}) filter (where kind in ('trade', 'reversal')) as trades,
        sum(${pair("id", "order_id")}) filter (where kind in ('trade', 'reversal') and order_id is not null) as of_orders, count(*) as number
      from of_journals group by 1),
    filled as materialized (
      select account_id, asset_id, sum(case side when 'buy' then quantity else -quantity end * ${weight("journal_id")}) as units,
        sum((case side when 'buy' then -quantity * price else quantity * price end - fee) * ${weight("journal_id")}) as cash,
        sum(${weight("journal_id")}) as trades, sum(${pair("journal_id", "order_id")}) filter (where kind <> 'import') as of_orders,
        sum(case kind when 'import' then 0 when 'bust' then -quantity else quantity end * ${weight("order_id")}) as quantity,
        sum(case kind when 'import' then 0 when 'bust' then -quantity else quantity end * price * ${weight("order_id")}) as value, count(*) as number
      from execution where ${of("account_id")} group by 1, 2),
    told as materialized (
      select account_id, asset_id, currency_id, sum(weight * case when asset_id is null then 0 when type in ('buy', 'transfer_in') then quantity
            when type in ('sell', 'transfer_out') then -quantity else 0 end) as units,
          sum(weight * (case when type in ('transfer_in', 'transfer_out') and asset_id is not null then 0
            when type in ('sell', 'dividend', 'interest', 'deposit', 'transfer_in') then gross
            when type in ('buy', 'fee', 'tax', 'withdrawal', 'transfer_out') then -gross else 0 end - fee)) filter (where type not in ('split', 'reversal')) as cash,
        sum(weight) filter (where type in ('buy', 'sell', 'reversal')) as trades
      from (select *, ${weight("journal_id")} as weight from activity where ${of("account_id")}) a group by 1, 2, 3),
    -- What splits and taken back activities move follows from other things, and has checks of its own.
    others as materialized (
      select p.account_id, p.asset_id, sum(p.amount * ${weight("p.journal_id")}) as weighted
      from of_journals j join posting p on p.journal_id = j.id
      where j.kind in ('split', 'reversal') and j.order_id is null and ${of("p.account_id")} group by 1, 2),
    wanted as materialized (
      select account_id, asset_id, sum(weighted) as weighted from (
        select account_id, asset_id, units as weighted from filled
        union all select f.account_id, a.currency_id, f.cash from filled f join account a on a.id = f.account_id
        union all select account_id, asset_id, units from told where asset_id is not null
        union all select account_id, currency_id, cash from told
        union all select * from others) x
      group by 1, 2),
    ordered as materialized (
      select account_id, sum(filled_quantity * ${weight("id")}) as quantity, sum(filled_value * ${weight("id")}) as value,
        bool_or(status = 'filled' and filled_quantity = 0) as hollow, max(accepted_nth) as last, count(*) as number
      from orders where ${of("account_id")} group by 1),
    executed as materialized (
      select account_id, sum(quantity) as quantity, sum(value) as value, sum(trades) as trades, sum(of_orders) as of_orders from (
        select account_id, quantity, value, trades, of_orders from filled
        union all select account_id, null, null, trades, null from told) x group by 1),
    house as materialized (select id from account where kind = 'house')
    select jsonb_build_object(
      'journals', exists (select 1 from paired where total <> 0 or weighted <> 0)
        or coalesce((select sum(seconds) from paired), 0) <> coalesce((select sum(journals) from booked), 0),
      'balances', (select coalesce(jsonb_agg(distinct account_id), '[]') from posted p
        full join (select * from balance where ${of("account_id")}) b using (account_id, asset_id)
        where coalesce(p.total, 0) <> coalesce(b.posted, 0) and account_id not in (select id from house)),
      'facts', (select coalesce(jsonb_agg(distinct account_id), '[]') from (
        select account_id from posted p full join wanted w using (account_id, asset_id)
          where coalesce(p.weighted, 0) <> coalesce(w.weighted, 0) and account_id not in (select id from house)
        union all select account_id from booked b full join executed e using (account_id)
          where (coalesce(b.trades, 0), coalesce(b.of_orders, 0)) is distinct from (coalesce(e.trades, 0), coalesce(e.of_orders, 0))
        union all select account_id from ordered o full join executed e using (account_id)
          where o.hollow or (coalesce(o.quantity, 0), coalesce(o.value, 0)) is distinct from (coalesce(e.quantity, 0), coalesce(e.value, 0))) x),
      'accepted', (select coalesce(jsonb_agg(a.id), '[]') from account a left join ordered o on o.account_id = a.id
        where a.orders_accepted <> coalesce(o.last, 0) and ${of("a.id")}),
      'counts', jsonb_build_object('accounts', (select count(*) from account where kind <> 'house' and ${of("id")}),
        'orders', (select coalesce(sum(number), 0) from ordered), 'executions', (select coalesce(sum(number), 0) from filled),
        'journals', (select coalesce(sum(number), 0) from booked), 'postings', (select coalesce(sum(number), 0) from posted))) as sums`;
}

/** By asset. What is posted to these accounts is one half of their journals; the other is in the house. */
function pairedSums(accounts: readonly string[] | null, weight: Prisma.Sql): Prisma.Sql {
  if (accounts === null)
    return Prisma.sql`select sum(total) as total, sum(weighted) as weighted, sum(seconds) as seconds from posted group by asset_id`;
  return Prisma.sql`select sum(amount) as total, sum(amount * ${weight}) as weighted, sum(${weight}) filter (where seq = 2) as seconds
    from posting where journal_id in (select id from of_journals) group by asset_id`;
}
