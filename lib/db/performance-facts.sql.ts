/** What a run needs of an account besides its facts: which lots were chosen for which sales, and rates that facts brought along. */
import type { LotAssignment } from "#lib/domain/books/lot-book.ts";
import { type Fixed, toFixed18 } from "#lib/domain/shared/fixed.ts";
import { asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { Database, Tx } from "./client.ts";

/** By the fact that closes. */
export async function readLotAssignments(
  db: Database | Tx,
  accountId: string,
): Promise<ReadonlyMap<string, readonly LotAssignment[]>> {
  const rows = await db.$queryRaw<{ closingId: string; openingId: string; quantity: string }[]>`
    select closing_id as "closingId", opening_id as "openingId", quantity::text as quantity
    from lot_assignment where account_id = ${accountId}::uuid order by closing_id, opening_id`;
  const byClosing = new Map<string, LotAssignment[]>();
  for (const { closingId, openingId, quantity } of rows) {
    const list = byClosing.get(closingId);
    const assignment = { openingId, quantity: toFixed18(quantity) };
    if (list === undefined) byClosing.set(closingId, [assignment]);
    else list.push(assignment);
  }
  return byClosing;
}

export interface FactRate {
  readonly currencyId: string;
  readonly day: LocalDate;
  readonly rate: Fixed;
}

export interface FactRatesQuery {
  readonly accountId: string;
  readonly currencyIds: readonly string[];
  readonly day: LocalDate;
}

/** The last rate that a fact named, by currency, on or before a day. */
export async function readFactRates(db: Database | Tx, query: FactRatesQuery): Promise<FactRate[]> {
  const [rates = []] = await readFactRatesOf(db, [query]);
  return rates;
}

/** Of several accounts in the same statement, in the order of the queries. */
export async function readFactRatesOf(db: Database | Tx, queries: readonly FactRatesQuery[]): Promise<FactRate[][]> {
  const wanted = queries.flatMap(({ accountId, currencyIds, day }, n) =>
    currencyIds.map((currencyId) => ({ n, account_id: accountId, currency_id: currencyId, day })),
  );
  if (wanted.length === 0) return queries.map(() => []);
  const rows = await db.$queryRaw<{ n: number; currencyId: string; day: string; rate: string }[]>`
    select q.n, q.currency_id as "currencyId", to_char(v.day, 'YYYY-MM-DD') as day, v.fx_to_base::text as rate
    from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as q (n integer, account_id uuid, currency_id uuid, day date)
    cross join lateral (
      select v.day, v.fx_to_base from activity v
      where v.account_id = q.account_id and v.day <= q.day and v.currency_id = q.currency_id and v.fx_to_base is not null
      order by v.day desc limit 1) v`;
  const byQuery = Map.groupBy(rows, ({ n }) => n);
  return queries.map((_, n) => byQuery.get(n)?.map(toRate) ?? []);
}

function toRate({ currencyId, day, rate }: { currencyId: string; day: string; rate: string }): FactRate {
  return { currencyId, day: asLocalDate(day), rate: toFixed18(rate) };
}
