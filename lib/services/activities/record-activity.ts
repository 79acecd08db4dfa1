/** Records activities of one account in the caller's transaction: one or twenty thousand, all of them or none. */
import { type BooksOpened, openBooks } from "#lib/db/books.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { type ActivityToRecord, type PreparedActivity, prepareActivity } from "./activity-to-record.ts";
import { isSameBooks } from "./books-change.ts";
import { type BooksChanged, type BooksPlan, type BooksRead, planBooks, readBooks, writeBooks } from "./change-books.ts";
import { checkActivities } from "./check-activities.ts";

export interface ActivitiesToRecord {
  readonly accountId: string;
  readonly activities: readonly ActivityToRecord[];
  readonly importId?: string | null;
  /** True where they have happened whether the account can pay or not. */
  readonly givesWay?: boolean;
  /** False where the caller's own audit row tells it. */
  readonly audit?: boolean;
  readonly reason?: string;
}

export interface ActivitiesRecorded extends BooksChanged {
  /** In the order in which they were given. */
  readonly ids: readonly string[];
}

/** What is in the books before the activities come. */
export interface RecordingRead extends BooksRead {
  readonly opened: BooksOpened;
}

/** Worked out, and not yet written. */
export interface Recording {
  readonly input: ActivitiesToRecord;
  readonly add: readonly PreparedActivity[];
  readonly plan: BooksPlan;
}

/** Refuses with errors whose pointers name the row: `/activities/<index>/<field>`. */
export async function recordActivities(
  tx: Transaction,
  ctx: Context,
  input: ActivitiesToRecord,
): Promise<ActivitiesRecorded> {
  return writeRecording(tx, ctx, planRecording(ctx, input, await readRecording(tx, input)));
}

/**
 * In a transaction the account is locked with it. Without one nobody has to wait; whether it is still so is asked before anything is written.
 * `made`: instruments that will only be there when the activities are written.
 */
export async function readRecording(
  tx: Database | Tx,
  input: ActivitiesToRecord,
  made: BooksOpened["instruments"] = [],
): Promise<RecordingRead> {
  const found = await openBooks(tx, input.accountId, assetsOf(input));
  if (found === null) throw notFound("account");
  const opened = { ...found, instruments: [...found.instruments, ...made] };
  return { opened, ...(await readBooks(tx, opened, { add: input.activities, remove: [] })) };
}

export function planRecording(ctx: Context, input: ActivitiesToRecord, read: RecordingRead): Recording {
  const { opened } = read;
  const { activities, importId = null, givesWay = false } = input;
  if (opened.status !== "active") throw new ServiceError("conflict", "The account is closed.");
  checkActivities(opened, activities);
  const number = { accountSeq: Number.MAX_SAFE_INTEGER, recordedAt: new Date(opened.wallAt).getTime() };
  const add = activities.map((activity) => prepareActivity(activity, { id: activity.id ?? ctx.newId(), ...number }));
  return { input, add, plan: planBooks(ctx, { opened, add, remove: [], importId, givesWay }, read) };
}

/** False, with the account locked all the same, where something has happened to it since it was read. */
export async function isStillSo(tx: Transaction, { input, plan }: Recording): Promise<boolean> {
  const now = await openBooks(tx, input.accountId, assetsOf(input));
  return now !== null && isSameBooks(plan.change.opened, now);
}

/** The account is as it was when this was worked out. */
export async function writeRecording(
  tx: Transaction,
  ctx: Context,
  { input, add, plan }: Recording,
): Promise<ActivitiesRecorded> {
  const changed = await writeBooks(tx, ctx, plan);
  if (input.audit !== false) await audit(tx, ctx, plan.change.opened, add, input);
  return { ...changed, ids: add.map(({ id }) => id) };
}

function assetsOf({ activities }: ActivitiesToRecord): string[] {
  return [...new Set(activities.flatMap(({ assetId }) => assetId ?? []))];
}

/** A single fact by itself, an import by its counts. */
async function audit(
  tx: Transaction,
  ctx: Context,
  { id: accountId }: BooksOpened,
  activities: readonly PreparedActivity[],
  { importId = null, reason }: ActivitiesToRecord,
): Promise<void> {
  if (importId !== null) {
    const counts: Record<string, number> = {};
    for (const { type } of activities) counts[type] = (counts[type] ?? 0) + 1;
    const after = { activities: activities.length, ...counts };
    await recordAudit(tx, ctx, {
      action: "activity.import",
      entityType: "import",
      entityId: importId,
      accountId,
      before: null,
      after,
    });
    return;
  }
  const entries = activities.map(
    ({ id, type, assetId, currencyId, day, quantity, price, gross, fee, effectiveAt, ratioNew, ratioOld }) => ({
      ...{
        action: "activity.record",
        entityType: "activity",
        entityId: id,
        accountId,
        before: null,
        reason: reason ?? null,
        effectiveAt,
      },
      after: { type, assetId, currencyId, day, quantity, price, gross, fee, ratioNew, ratioOld },
    }),
  );
  if (entries.length > 0) await recordAudit(tx, ctx, ...entries);
}
