/** What the weighing of lots needs: the fills of all instruments as they were booked, a few thousand at a time, and sums over what is stored. */
import type { Tx } from "#lib/db/client.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts } from "../finding.ts";

export interface Instrument {
  readonly accountId: string;
  readonly assetId: string;
}

/** Lots that follow from all facts in their order, or from fills that were taken back, are compared row by row. */
export function apart(accounts: readonly string[] | null): Prisma.Sql {
  const of = ofAccounts("account_id", accounts);
  return Prisma.sql`(select account_id, asset_id from position where rebuilt and ${of}
    union select account_id, asset_id from execution where reverses_id is not null and ${of})`;
}

export interface Fills extends Instrument {
  /** Rows by line ends; cells: weight, b or s, quantity, price, fee, realised. */
  readonly lines: string;
}

const ROWS = 500;
/** So many times as many rows at most are here at a time. */
const PARTS = Prisma.raw("40");

/** In the order of account and instrument, and in that in which they were booked. */
export async function* readFills(tx: Tx, accounts: readonly string[] | null, salt: bigint): AsyncGenerator<Fills> {
  // All of it is wanted, not the first rows soon.
  await tx.$executeRaw`set local cursor_tuple_fraction = 1`;
  await tx.$executeRaw`
    declare replayed_fills no scroll cursor for
    select account_id::text as "accountId", asset_id::text as "assetId", string_agg(concat_ws(' ', weight, side, quantity, price, fee, realised), E'\n'
      order by account_seq) as lines
    from (select account_id, asset_id, account_seq, uuid_hash_extended(id, ${salt}::bigint) as weight, left(side, 1) as side, quantity, price, fee,
        realised, (row_number() over (partition by account_id, asset_id order by account_seq) - 1) / ${ROWS}::int as part
      from execution where kind <> 'import' and ${ofAccounts("account_id", accounts)} and (account_id, asset_id) not in ${apart(accounts)}) e
    group by account_id, asset_id, part order by account_id, asset_id, part`;
  let next = fetchParts(tx);
  for (let parts = await next; parts.length > 0; parts = await next) {
    // PostgreSQL writes the next ones while these are replayed.
    next = fetchParts(tx);
    await sent();
    yield* parts;
  }
  await tx.$executeRaw`close replayed_fills`;
}

function fetchParts(tx: Tx): Promise<Fills[]> {
  const fetched = tx.$queryRaw<Fills[]>`fetch ${PARTS} from replayed_fills`.then((parts) => parts);
  // Whoever stops before the end hears of no failure that comes after it.
  fetched.catch(() => undefined);
  return fetched;
}

/** A question leaves when this turn of the event loop is over. */
function sent(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export interface Methods {
  of(instrument: Instrument): LotMethod;
}

export async function readMethods(tx: Tx, accounts: readonly string[] | null): Promise<Methods> {
  const ofAll = await tx.$queryRaw<{ id: string; method: LotMethod }[]>`
    select id, lot_method as method from account where ${ofAccounts("id", accounts)}`;
  // By instrument, while the account's method changes one after the other.
  const own = await tx.$queryRaw<(Instrument & { readonly method: LotMethod })[]>`
    select account_id as "accountId", asset_id as "assetId", lot_method as method from position
    where lot_method is not null and ${ofAccounts("account_id", accounts)}`;
  const ofAccount = new Map(ofAll.map(({ id, method }) => [id, method]));
  const ofInstrument = new Map(own.map(({ method, ...instrument }) => [keyOf(instrument), method]));
  return {
    of: (instrument) => ofInstrument.get(keyOf(instrument)) ?? ofAccount.get(instrument.accountId) ?? "fifo",
  };
}

/**
 * Figures of eighteen places; lots by the weight of what opened them, closes by that times the square of the weight of what closed them, so that
 * a close of the one by the other is not one of the other by the one.
 */
export interface StoredSums extends Instrument {
  readonly lots: string;
  readonly closes: string;
  readonly position: string;
}

export function readStoredSums(tx: Tx, accounts: readonly string[] | null, salt: bigint): Promise<StoredSums[]> {
  const weight = (id: string) => Prisma.sql`uuid_hash_extended(${Prisma.raw(id)}, ${salt}::bigint)::numeric`;
  const closer = weight("coalesce(c.execution_id, c.activity_id)");
  return tx.$queryRaw<StoredSums[]>`
    select account_id as "accountId", asset_id as "assetId", coalesce(l.sums, '') as lots, coalesce(c.sums, '') as closes,
      coalesce(p.figures, '') as position
    from (select account_id, asset_id, concat_ws(' ', count(*), sum(weight * quantity), sum(weight * open_quantity), sum(weight * cost),
          sum(weight * open_cost)) as sums
        from (select *, ${weight("coalesce(opened_execution_id, opened_activity_id)")} as weight from lot) lot
        where ${ofAccounts("account_id", accounts)} and (account_id, asset_id) not in ${apart(accounts)} group by 1, 2) l
    full join (select account_id, asset_id, concat_ws(' ', count(*), sum(weight * quantity), sum(weight * cost), sum(weight * proceeds),
          sum(weight * realised)) as sums
        from (select l.account_id, l.asset_id, c.quantity, c.cost, c.proceeds, c.realised,
            case when c.account_id = l.account_id then ${weight("coalesce(l.opened_execution_id, l.opened_activity_id)")}
              * (${closer} * ${closer}) else 0 end as weight
          -- One that says it is another account's counts and weighs nothing.
          from lot_close c join lot l on l.id = c.lot_id) closed
        where ${ofAccounts("account_id", accounts)} and (account_id, asset_id) not in ${apart(accounts)} group by 1, 2) c using (account_id, asset_id)
    full join (select account_id, asset_id, concat_ws(' ', executions, quantity, cost, realised, fees) as figures from position
        where ${ofAccounts("account_id", accounts)} and not rebuilt and (account_id, asset_id) not in ${apart(accounts)}) p using (account_id, asset_id)`;
}

export function keyOf({ accountId, assetId }: Instrument): string {
  return `${accountId} ${assetId}`;
}
