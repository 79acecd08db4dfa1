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

/** The last rate that a fact named, by currency, on or before a day. */
export async function readFactRates(
  db: Database | Tx,
  accountId: string,
  currencyIds: readonly string[],
  day: LocalDate,
): Promise<FactRate[]> {
  if (currencyIds.length === 0) return [];
  const rows = await db.$queryRaw<{ currencyId: string; day: string; rate: string }[]>`
    select c.id as "currencyId", to_char(v.day, 'YYYY-MM-DD') as day, v.fx_to_base::text as rate
    from unnest(${[...currencyIds]}::uuid[]) as c (id)
    cross join lateral (
      select v.day, v.fx_to_base from activity v
      where v.account_id = ${accountId}::uuid and v.day <= ${day}::text::date and v.currency_id = c.id and v.fx_to_base is not null
      order by v.day desc limit 1) v`;
  return rows.map((row) => ({ currencyId: row.currencyId, day: asLocalDate(row.day), rate: toFixed18(row.rate) }));
}
