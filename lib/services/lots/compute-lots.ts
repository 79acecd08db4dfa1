/** Computes the lots of some instruments anew in the worker: worked out before the account is locked, and written under its lock. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import { type BooksOpened, openBooks } from "#lib/db/books.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { type BooksRead, planBooks, readBooks, writeBooks } from "../activities/change-books.ts";
import type { Context } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { type PreparedLots, prepareLots, replayInstruments } from "./replay-instruments.ts";

export interface LotsToCompute {
  readonly accountId: string;
  readonly assetIds: readonly string[];
  /** The books as they are to be: under another method, or with other lots chosen. */
  readonly as: (opened: BooksOpened) => BooksOpened;
  readonly sameHistory: boolean;
  /** Under the account's lock, first: false where it is not to be done any more. Only looks: what it finds may not be written after all. */
  readonly begin: (tx: Tx) => Promise<boolean>;
  /** Before each further try: throws where what was booked meanwhile forbids it. */
  readonly again?: () => Promise<unknown>;
  /** In the same transaction, last. */
  readonly end: (tx: Transaction) => Promise<void>;
}

interface Prepared {
  readonly seq: string;
  readonly lots: PreparedLots;
}

/** On an account where something happens all the time the last try works it out under the lock. */
const TRIES = 4;
const NOTHING = { add: [], remove: [] } as const;

export async function computeLots(ctx: Context, wanted: LotsToCompute): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    if (left < TRIES) await wanted.again?.();
    const prepared = left > 1 ? await prepare(ctx, wanted) : null;
    if (await ctx.transact((tx) => write(tx, ctx, wanted, prepared))) return;
  }
}

async function prepare(ctx: Context, wanted: LotsToCompute): Promise<Prepared> {
  const { accountId, assetIds } = wanted;
  const opened = await ctx.transact((tx) => openBooks(tx, accountId, assetIds));
  if (opened === null) throw notFound("account");
  const facts = await readFacts(ctx.database, { accountId, instrumentIds: assetIds });
  return { seq: opened.eventSeq, lots: prepareLots(ctx, replayInstruments(wanted.as(opened), facts)) };
}

/** False where something was booked since it was prepared. */
async function write(
  tx: Transaction,
  ctx: Context,
  wanted: LotsToCompute,
  prepared: Prepared | null,
): Promise<boolean> {
  const found = await openBooks(tx, wanted.accountId, wanted.assetIds);
  if (found === null) throw notFound("account");
  if (!(await wanted.begin(tx))) return true;
  const opened = wanted.as(found);
  const read = prepared === null ? await readBooks(tx, opened, NOTHING) : await ifStillSo(tx, opened, prepared);
  if (read === null) return false;
  const change = { opened, ...NOTHING, importId: null, sameHistory: wanted.sameHistory };
  const { gaveWay } = await writeBooks(tx, ctx, planBooks(ctx, change, read));
  // Only facts may leave less than what had to go.
  if (gaveWay) throw new ServiceError("conflict", "With these lots the account would have less than it may.");
  await wanted.end(tx);
  return true;
}

async function ifStillSo(tx: Tx, opened: BooksOpened, { seq, lots }: Prepared): Promise<BooksRead | null> {
  const assetIds = opened.instruments.map(({ id }) => id);
  const [row] = await tx.$queryRaw<{ moved: boolean }[]>`
    select exists (select 1 from execution where account_id = ${opened.id}::uuid and account_seq > ${seq}::bigint and asset_id = any(${assetIds}::uuid[]))
      or exists (select 1 from activity where account_id = ${opened.id}::uuid and account_seq > ${seq}::bigint and asset_id = any(${assetIds}::uuid[])) as moved`;
  if (row?.moved !== false) return null;
  const now = new Map(opened.instruments.map((instrument) => [instrument.id, instrument]));
  const replayed = lots.replayed.map((each) => ({
    ...each,
    instrument: now.get(each.instrument.id) ?? each.instrument,
  }));
  return { facts: replayed.flatMap(({ facts }) => facts), postings: new Map(), lots: { ...lots, replayed } };
}
