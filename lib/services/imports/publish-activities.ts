/** Publishes the activities of an import: judged once more under the account's lock, then all of them in one transaction, or none. */
import type { Database, Tx } from "#lib/db/client.ts";
import { readImportRows } from "#lib/db/imports.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { ImportedActivity } from "#lib/domain/imports/import-row.ts";
import type { JudgedRow } from "#lib/domain/imports/judge.ts";
import { recordActivities } from "../activities/record-activity.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { draftActivities, idOf, type RowsToRecord, toRecord, withRows, writeDraft } from "./draft-activities.ts";
import {
  asRead,
  keepVerdicts,
  lockAccountOf,
  markPublished,
  type StoredRow,
  stepBack,
  takeImport,
} from "./import-work.ts";
import {
  type ImportAccount,
  type JudgedFile,
  judgeActivities,
  keyAgain,
  readImportAccount,
} from "./judge-activities.ts";
import { dropDraft } from "./keep-draft.ts";
import { ensureCurrencies, makeInstruments } from "./make-assets.ts";
import { toStaged } from "./stage-activities.ts";

export async function publishActivities(ctx: Context, importId: string): Promise<void> {
  const prepared = await prepare(ctx, importId);
  if (prepared === null) return;
  try {
    await publish(ctx, importId, prepared);
  } finally {
    await dropDraft(ctx, importId, prepared.draft?.recording.plan ?? null);
  }
}

type Prepared = NonNullable<Awaited<ReturnType<typeof prepare>>>;

async function publish(ctx: Context, importId: string, prepared: Prepared): Promise<void> {
  await ctx.transact(async (tx) => {
    await lockAccountOf(tx, importId);
    const taken = await takeImport(tx, importId, "publishing");
    if (taken === null) return;
    const { account, stored, draft } = prepared;
    // Judged before the lock was taken, because that takes longer than others should wait; again if anything was booked since.
    const isCurrent = (await readEventSeq(tx, account.id)) === prepared.eventSeq;
    const judged = isCurrent ? prepared.judged : await judgeActivities(tx, account, stored.map(asRead));
    const failure = failureOf(judged, taken.skipRefused);
    await keepVerdicts(tx, importId, stored, judged.rows.map(toStaged));
    if (failure !== null) return stepBack(tx, ctx, { id: importId, problems: judged.problems, failure });
    if (!(isCurrent && draft !== null && (await writeDraft(tx, ctx, draft)))) {
      // Instruments that had to be made have an id only now, and what a row is known by holds it.
      const made = await makeMissing(tx, ctx, account, judged.rows);
      const final = made ? await keyAgain(tx, account, judged.rows) : judged.rows;
      await record(tx, ctx, { account, importId, rows: final.filter(({ verdict }) => verdict === "accepted") });
    }
    await markPublished(tx, ctx, importId);
  });
}

async function prepare(ctx: Context, importId: string) {
  const found = await ctx.database.fileImport.findUnique({
    where: { id: importId },
    select: { accountId: true, status: true, skipRefused: true },
  });
  if (found === null || found.accountId === null || found.status !== "publishing") return null;
  const account = await readImportAccount(ctx.database, found.accountId);
  const eventSeq = await readEventSeq(ctx.database, account.id);
  const stored = await readImportRows<StoredRow<ImportedActivity>>(ctx.database, importId);
  const judged = await judgeActivities(ctx.database, account, stored.map(asRead));
  const rows = judged.rows.filter(({ verdict }) => verdict === "accepted");
  const draft =
    rows.length === 0 || failureOf(judged, found.skipRefused) !== null
      ? null
      : await draftActivities(ctx, { account, importId, rows });
  return { account, eventSeq, stored, judged, draft };
}

/** Raised by whatever is booked on the account. */
async function readEventSeq(db: Database | Tx, accountId: string): Promise<bigint> {
  const { eventSeq } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { eventSeq: true } });
  return eventSeq;
}

function failureOf({ rows, problems }: JudgedFile, skipRefused: boolean): string | null {
  const [problem] = problems;
  if (problem !== undefined) return `Nothing was imported. ${problem.detail}.`;
  const refused = rows.filter(({ verdict }) => verdict === "refused");
  const [first] = refused;
  if (first === undefined || skipRefused) return null;
  const reason = first.problems[0];
  return `Nothing was imported: since the file was read, ${refused.length} of its rows cannot be taken any more, such as row ${first.row}: ${reason?.field ?? "it"} ${reason?.detail ?? ""}.`;
}

export async function makeMissing(
  tx: Transaction,
  ctx: Context,
  account: ImportAccount,
  rows: readonly JudgedRow[],
): Promise<boolean> {
  const missing = new Map<string, string>();
  for (const { verdict, resolved } of rows) {
    if (verdict !== "accepted" || resolved?.newSymbol == null || missing.has(resolved.newSymbol)) continue;
    missing.set(resolved.newSymbol, resolved.currency);
  }
  if (missing.size === 0) return false;
  const currencies = await ensureCurrencies(tx, ctx, missing.values());
  await makeInstruments(
    tx,
    ctx,
    account.id,
    [...missing].map(([symbol, code]) => ({ symbol, currencyId: idOf(currencies, code) })),
  );
  return true;
}

async function record(tx: Transaction, ctx: Context, { account, importId, rows }: RowsToRecord): Promise<void> {
  if (rows.length === 0) return;
  const currencies = await ensureCurrencies(
    tx,
    ctx,
    rows.map(({ resolved }) => resolved?.currency ?? account.baseCurrency),
  );
  const activities = rows.map((row) => toRecord(row, account, currencies));
  try {
    await recordActivities(tx, ctx, { accountId: account.id, activities, importId });
  } catch (error) {
    throw error instanceof ServiceError ? withRows(error, rows) : error;
  }
}
