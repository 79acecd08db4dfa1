/** What publishing and undoing share: whose turn it is, the rows as they were staged, and how the rows stand afterwards. */
import { readImportRows, updateImportRows } from "#lib/db/imports.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { ReadRow, RowProblem, RowWarning, Verdict } from "#lib/domain/imports/import-row.ts";
import type { Context } from "../context.ts";
import { countsOf } from "./import-counts.ts";
import type { StagedRow } from "./staged-file.ts";

export interface StoredRow<T> {
  readonly row: number;
  readonly line: number;
  readonly verdict: Verdict;
  readonly value: T | null;
  readonly cells: { readonly [field: string]: string } | null;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowWarning[];
  readonly previous: unknown;
}

/** The import under lock, while it waits for this; null when another one has it or it is done. */
export async function takeImport(tx: Transaction, id: string, status: "publishing" | "undoing") {
  const taken = await tx.$queryRaw<{ id: string }[]>`
    select id from file_import where id = ${id}::uuid and status = ${status} for update skip locked`;
  if (taken.length === 0) return null;
  return tx.fileImport.findUniqueOrThrow({
    where: { id },
    select: { accountId: true, skipRefused: true, basis: true, undoReason: true },
  });
}

/** The account before the import, as everywhere. */
export async function lockAccountOf(tx: Transaction, importId: string): Promise<void> {
  await tx.$queryRaw`select a.id from account a join file_import f on f.account_id = a.id where f.id = ${importId}::uuid for no key update of a`;
}

export async function readStaged<T>(tx: Transaction, importId: string): Promise<readonly StoredRow<T>[]> {
  return readImportRows<StoredRow<T>>(tx, importId);
}

/** As if they had just been read: what the books said about them then is asked again. */
export function asRead<T>({ row, line, value, cells, problems }: StoredRow<T>): ReadRow<T> {
  return { row, line, value, cells: cells ?? {}, problems: value === null ? problems : [] };
}

/** Brings the kept rows to what was found now, and says how many changed their verdict. */
export async function keepVerdicts<T>(
  tx: Transaction,
  id: string,
  before: readonly StoredRow<T>[],
  after: readonly StagedRow[],
) {
  const stored = new Map(before.map((row) => [row.row, row]));
  const changed = after.filter((row) => stored.get(row.row)?.verdict !== row.verdict);
  await updateImportRows(tx, id, changed);
  await tx.fileImport.update({ where: { id }, data: countsOf(after), select: { id: true } });
  return changed.length;
}

export interface StepBack {
  readonly id: string;
  readonly problems: readonly RowProblem[];
  readonly failure: string;
}

/** Nothing of it is in the books: it stands as a staged one, with the reason. */
export async function stepBack(tx: Transaction, ctx: Context, { id, problems, failure }: StepBack): Promise<void> {
  await tx.fileImport.update({
    where: { id },
    data: { status: "staged", failure, problems: JSON.parse(JSON.stringify(problems)), updatedAt: ctx.clock.now() },
    select: { id: true },
  });
}

export async function markPublished(tx: Transaction, ctx: Context, id: string): Promise<void> {
  const at = ctx.clock.now();
  await tx.fileImport.update({
    where: { id },
    data: { status: "published", failure: null, publishedAt: at, updatedAt: at },
    select: { id: true },
  });
}

export async function markUndone(tx: Transaction, ctx: Context, id: string): Promise<void> {
  const at = ctx.clock.now();
  await tx.fileImport.update({
    where: { id },
    data: { status: "undone", failure: null, undoneAt: at, updatedAt: at },
    select: { id: true },
  });
}
