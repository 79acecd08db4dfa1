/** What the replay needs of some accounts, as few long texts: a hundred thousand rows as objects take longer than all that is done with them. */
import type { Tx } from "#lib/db/client.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Fixed } from "#lib/domain/shared/fixed.ts";

export interface ReplayAccount {
  readonly id: string;
  readonly method: LotMethod;
  /** By instrument, while the account's method changes one after the other. */
  readonly ownMethods: { readonly [assetId: string]: LotMethod };
  /** Instruments whose lots follow from all their facts, and not from fills one after the other. */
  readonly rebuilt: readonly string[];
  /** How many executions and activities there are: so long does it take. */
  readonly facts: number;
}

/** Those with anything to replay or to compare; null is all. */
export function readReplayAccounts(tx: Tx, accounts: readonly string[] | null): Promise<ReplayAccount[]> {
  return tx.$queryRaw<ReplayAccount[]>`
    select * from (
      select a.id, a.lot_method as method, (select coalesce(jsonb_object_agg(p.asset_id, p.lot_method), '{}') from position p
          where p.account_id = a.id and p.lot_method is not null) as "ownMethods",
        array(select p.asset_id::text from position p where p.account_id = a.id and p.rebuilt order by 1) as rebuilt,
        ((select count(*) from execution e where e.account_id = a.id) + (select count(*) from activity v where v.account_id = a.id))::int as facts
      from account a where a.kind <> 'house' and (${accounts === null}::boolean or a.id = any(${[...(accounts ?? [])]}::uuid[]))) x
    where facts > 0 or exists (select 1 from lot l where l.account_id = x.id) or exists (select 1 from position p where p.account_id = x.id)
    order by id`;
}

/** Rows of one account and, of executions, one instrument: cells apart by blanks, rows by line ends. */
interface Lines {
  readonly accountId: string;
  readonly assetId: string;
  readonly lines: string;
}

export interface ReplayRow {
  readonly accountId: string;
  readonly assetId: string;
  readonly cells: readonly string[];
}

const ROWS = 20_000;

/** Cells: id, b or s, quantity, price, fee, realised, what it reverses. In the order in which they were booked, but for what was rebuilt. */
export async function readExecutions(tx: Tx, accounts: readonly string[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", asset_id as "assetId", string_agg(concat_ws(' ', id, left(side, 1), quantity, price, fee, realised,
        reverses_id), E'\n' order by account_seq) as lines
      from (select *, account_seq / ${ROWS}::int as part from execution e where account_id = any(${[...accounts]}::uuid[]) and kind <> 'import'
        and not exists (select 1 from position p where p.account_id = e.account_id and p.asset_id = e.asset_id and p.rebuilt)) e
      group by account_id, asset_id, part order by account_id, asset_id, part`,
  );
}

/** Cells: what opened it, quantity, open quantity, cost, open cost. */
export async function readLots(tx: Tx, accounts: readonly string[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", '' as "assetId", string_agg(concat_ws(' ', opened, quantity, open_quantity, cost, open_cost), E'\n') as lines
      from (select account_id, coalesce(opened_execution_id, opened_activity_id) as opened, quantity, open_quantity, cost, open_cost,
          (row_number() over () - 1) / ${ROWS}::int as part
        from lot where account_id = any(${[...accounts]}::uuid[])) l
      group by account_id, part`,
  );
}

/** Cells: what opened its lot, what closed it, quantity, cost, proceeds, realised. */
export async function readCloses(tx: Tx, accounts: readonly string[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", '' as "assetId", string_agg(concat_ws(' ', opened, by, quantity, cost, proceeds, realised), E'\n') as lines
      from (select c.account_id, coalesce(l.opened_execution_id, l.opened_activity_id) as opened, coalesce(c.execution_id, c.activity_id) as by,
          c.quantity, c.cost, c.proceeds, c.realised, (row_number() over () - 1) / ${ROWS}::int as part
        from lot_close c join lot l on l.id = c.lot_id where l.account_id = any(${[...accounts]}::uuid[]) and c.account_id = l.account_id) c
      group by account_id, part`,
  );
}

function* rowsOf(groups: readonly Lines[]): Generator<ReplayRow> {
  for (const { accountId, assetId, lines } of groups) {
    for (const line of lines.split("\n")) yield { accountId, assetId, cells: line.split(" ") };
  }
}

/** The columns have eighteen places, and PostgreSQL writes all of them. */
export function fixedOf(cell: string | undefined): Fixed {
  const text = cell ?? "";
  if (text.charCodeAt(text.length - 19) !== 46)
    throw new Error(`not an amount of eighteen places: ${text.slice(0, 60)}`);
  return BigInt(text.slice(0, -19) + text.slice(-18));
}

export interface StoredPosition {
  readonly accountId: string;
  readonly assetId: string;
  readonly quantity: string;
  readonly cost: string;
  readonly realised: string;
  readonly fees: string;
  readonly executions: string;
}

export function readPositions(tx: Tx, accounts: readonly string[]): Promise<StoredPosition[]> {
  return tx.$queryRaw<StoredPosition[]>`
    select account_id as "accountId", asset_id as "assetId", quantity::text, cost::text, realised::text, fees::text, executions::text
    from position where account_id = any(${[...accounts]}::uuid[])`;
}

export async function readPicks(
  tx: Tx,
  accountId: string,
): Promise<Map<string, { readonly openedBy: string; readonly quantity: Fixed }[]>> {
  const rows = await tx.$queryRaw<{ closingId: string; openingId: string; quantity: string }[]>`
    select closing_id as "closingId", opening_id as "openingId", quantity::text from lot_assignment
    where account_id = ${accountId}::uuid order by closing_id, opening_id`;
  const picks = new Map<string, { readonly openedBy: string; readonly quantity: Fixed }[]>();
  for (const { closingId, openingId, quantity } of rows) {
    const list = picks.get(closingId) ?? [];
    picks.set(closingId, list);
    list.push({ openedBy: openingId, quantity: fixedOf(quantity) });
  }
  return picks;
}
