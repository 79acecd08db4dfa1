/** Takes activities back in the caller's transaction: a reversal beside each, every movement the other way, and the books as if they had not been. */
import { type BooksOpened, openBooks } from "#lib/db/books.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import type { ActivityToReverse } from "./activity-to-record.ts";
import { isSameBooks } from "./books-change.ts";
import { type BooksChanged, type BooksPlan, type BooksRead, planBooks, readBooks, writeBooks } from "./change-books.ts";

export interface ActivitiesToReverse {
  readonly accountId: string;
  /** Either these, or all of that import that still stand. */
  readonly activityIds?: readonly string[];
  readonly importId?: string;
  readonly reason: string;
  /** The market's price goes back with it. */
  readonly priceFollows?: boolean;
  /** False where the caller's own audit row tells it. */
  readonly audit?: boolean;
}

export interface ActivitiesReversed extends BooksChanged {
  readonly reversed: number;
}

/** Worked out, and not yet written. */
export interface Reversing {
  readonly input: ActivitiesToReverse;
  readonly rows: readonly ActivityToReverse[];
  readonly plan: BooksPlan;
}

export interface ReversingRead extends BooksRead {
  readonly opened: BooksOpened;
  readonly rows: readonly ActivityToReverse[];
}

export async function reverseActivities(
  tx: Transaction,
  ctx: Context,
  input: ActivitiesToReverse,
): Promise<ActivitiesReversed> {
  return writeReversing(tx, ctx, planReversing(ctx, input, await readReversing(tx, input)));
}

/**
 * In a transaction the account is locked first: two that take the same back come one after the other. Without one nobody has to wait;
 * whether it is still so is asked before anything is written.
 */
export async function readReversing(tx: Database | Tx, input: ActivitiesToReverse): Promise<ReversingRead> {
  const { accountId } = input;
  const before = await openBooks(tx, accountId, []);
  if (before === null) throw notFound("account");
  const rows = await readStanding(tx, input);
  if (input.activityIds !== undefined && rows.length < input.activityIds.length) {
    throw new ServiceError("conflict", "This has been taken back before.");
  }
  const opened = await openBooks(tx, accountId, assetsOf(rows));
  if (opened === null) throw notFound("account");
  if (opened.eventSeq !== before.eventSeq) return readReversing(tx, input);
  return { opened, rows, ...(await readBooks(tx, opened, { add: [], remove: rows })) };
}

export function planReversing(ctx: Context, input: ActivitiesToReverse, read: ReversingRead): Reversing {
  const { opened, rows } = read;
  for (const { type, assetId } of rows) {
    const open = type === "split" ? opened.instruments.find(({ id }) => id === assetId) : undefined;
    if (opened.kind !== "paper" || open === undefined || open.openOrders === 0) continue;
    throw new ServiceError("conflict", `There are open orders of ${open.symbol}: cancel them before its units change.`);
  }
  const { priceFollows = false } = input;
  return { input, rows, plan: planBooks(ctx, { opened, add: [], remove: rows, importId: null, priceFollows }, read) };
}

/** False, with the account locked all the same, where something has happened to it since it was read. */
export async function mayStillReverse(tx: Transaction, { input, rows, plan }: Reversing): Promise<boolean> {
  const now = await openBooks(tx, input.accountId, assetsOf(rows));
  return now !== null && isSameBooks(plan.change.opened, now);
}

/** The account is as it was when this was worked out. */
export async function writeReversing(
  tx: Transaction,
  ctx: Context,
  { input, rows, plan }: Reversing,
): Promise<ActivitiesReversed> {
  const changed = await writeBooks(tx, ctx, plan);
  if (input.audit !== false) await audit(tx, ctx, input, rows, input.importId ?? null);
  return { ...changed, reversed: rows.length };
}

function assetsOf(rows: readonly ActivityToReverse[]): string[] {
  return [...new Set(rows.flatMap(({ assetId }) => assetId ?? []))];
}

function readStanding(tx: Database | Tx, input: ActivitiesToReverse): Promise<ActivityToReverse[]> {
  const { accountId, importId = null } = input;
  const ids = input.activityIds === undefined ? null : [...input.activityIds];
  return tx.$queryRaw<ActivityToReverse[]>`
    select a.id, a.type, a.asset_id as "assetId", a.currency_id as "currencyId", to_char(a.day, 'YYYY-MM-DD') as day,
      to_char(a.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, a.quantity::text, a.gross::text,
      a.journal_id as "journalId", a.corporate_action_id as "corporateActionId"
    from activity a
    where a.account_id = ${accountId}::uuid and a.type <> 'reversal' and (${ids}::uuid[] is null or a.id = any(${ids}::uuid[]))
      and (${importId}::uuid is null or a.import_id = ${importId}::uuid)
      and not exists (select 1 from activity r where r.reverses_id = a.id)
    order by a.day, a.effective_at, a.seq, a.row, a.id`;
}

async function audit(
  tx: Transaction,
  ctx: Context,
  { accountId, reason }: ActivitiesToReverse,
  rows: readonly ActivityToReverse[],
  importId: string | null,
): Promise<void> {
  if (importId !== null) {
    const entry = { action: "activity.undo_import", entityType: "import", entityId: importId, accountId };
    await recordAudit(tx, ctx, { ...entry, before: { activities: rows.length }, after: null, reason });
    return;
  }
  const entries = rows.map(({ id, type, assetId, currencyId, day, quantity, gross }) => ({
    ...{ action: "activity.reverse", entityType: "activity", entityId: id, accountId, after: null, reason },
    before: { type, assetId, currencyId, day, quantity, gross },
  }));
  if (entries.length > 0) await recordAudit(tx, ctx, ...entries);
}
