/** What the replay needs of some instruments, as few long texts: a hundred thousand rows as objects take longer than all that is done with them. */
import type { Tx } from "#lib/db/client.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import type { Fixed } from "#lib/domain/shared/fixed.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { apart, type Instrument } from "./read-fills.ts";

/** Compared row by row. */
export interface ReplayInstrument extends Instrument {
  readonly method: LotMethod;
  /** Its lots follow from all its facts, and not from fills one after the other. */
  readonly rebuilt: boolean;
  /** How many executions and activities there are: so long does it take. */
  readonly facts: number;
}

/** Those that stand apart, and those in which something may be wrong. */
export function readReplayInstruments(
  tx: Tx,
  accounts: readonly string[] | null,
  suspects: readonly Instrument[],
): Promise<ReplayInstrument[]> {
  return tx.$queryRaw<ReplayInstrument[]>`
    select w.account_id as "accountId", w.asset_id as "assetId", coalesce(p.lot_method, a.lot_method) as method, coalesce(p.rebuilt, false) as rebuilt,
      ((select count(*) from execution e where e.account_id = w.account_id and e.asset_id = w.asset_id)
        + (select count(*) from activity v where v.account_id = w.account_id and v.asset_id = w.asset_id))::int as facts
    from (select * from ${apart(accounts)} apart union select * from ${pairs(suspects)}) w
    join account a on a.id = w.account_id left join position p on p.account_id = w.account_id and p.asset_id = w.asset_id
    where a.kind <> 'house' order by w.account_id, w.asset_id`;
}

function pairs(instruments: readonly Instrument[]): Prisma.Sql {
  return Prisma.sql`unnest(${instruments.map(({ accountId }) => accountId)}::uuid[], ${instruments.map(({ assetId }) => assetId)}::uuid[])
    as i (account_id, asset_id)`;
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
export async function readExecutions(tx: Tx, wanted: readonly Instrument[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", asset_id as "assetId", string_agg(concat_ws(' ', id, left(side, 1), quantity, price, fee, realised,
        reverses_id), E'\n' order by account_seq) as lines
      from (select *, account_seq / ${ROWS}::int as part from execution join ${pairs(wanted)} using (account_id, asset_id) where kind <> 'import') e
      group by account_id, asset_id, part order by account_id, asset_id, part`,
  );
}

/** Cells: what opened it, quantity, open quantity, cost, open cost. */
export async function readLots(tx: Tx, wanted: readonly Instrument[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", asset_id as "assetId", string_agg(concat_ws(' ', opened, quantity, open_quantity, cost, open_cost), E'\n') as lines
      from (select account_id, asset_id, coalesce(opened_execution_id, opened_activity_id) as opened, quantity, open_quantity, cost, open_cost,
          (row_number() over () - 1) / ${ROWS}::int as part
        from lot join ${pairs(wanted)} using (account_id, asset_id)) l
      group by account_id, asset_id, part`,
  );
}

/** Cells: what opened its lot, what closed it, and whose it says to be if not the lot's account's; quantity, cost, proceeds, realised. */
export async function readCloses(tx: Tx, wanted: readonly Instrument[]): Promise<Iterable<ReplayRow>> {
  return rowsOf(
    await tx.$queryRaw<Lines[]>`
      select account_id as "accountId", asset_id as "assetId", string_agg(concat_ws(' ', opened, by, quantity, cost, proceeds, realised), E'\n') as lines
      from (select l.account_id, l.asset_id, coalesce(l.opened_execution_id, l.opened_activity_id) as opened,
          concat(coalesce(c.execution_id, c.activity_id), '@' || nullif(c.account_id, l.account_id)) as by, c.quantity, c.cost, c.proceeds, c.realised,
          (row_number() over () - 1) / ${ROWS}::int as part
        from ${pairs(wanted)} join lot l using (account_id, asset_id) join lot_close c on c.lot_id = l.id) c
      group by account_id, asset_id, part`,
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

export function readPositions(tx: Tx, wanted: readonly Instrument[]): Promise<StoredPosition[]> {
  return tx.$queryRaw<StoredPosition[]>`
    select account_id as "accountId", asset_id as "assetId", quantity::text, cost::text, realised::text, fees::text, executions::text
    from position join ${pairs(wanted)} using (account_id, asset_id)`;
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
