/** From the text of a file to its activities, each row with what is wrong with it. */
import { err, ok, type Result } from "../shared/result.ts";
import { ACTIVITY_NAMES } from "./columns.ts";
import type { ActivityField, ImportedActivity, RawRow, ReadFile, ReadRow, RowProblem } from "./import-row.ts";
import { type ReadingOptions, readActivity } from "./read-activity.ts";
import { type FileText, missingColumns, readRows } from "./read-rows.ts";

export const IMPORT_ROWS_MAX = 20_000;

export type ReadActivities = Result<ReadFile<ImportedActivity>, readonly RowProblem[]>;

export function readActivities(file: FileText, options: ReadingOptions): ReadActivities {
  const read = readRows<ActivityField>(file, ACTIVITY_NAMES);
  if (!read.ok) return read;
  const { rows, ...about } = read.value;
  const problems =
    rows.length === 0 ? [noRows()] : missingColumns<ActivityField>(about, [["date", "instant"], ["type"]]);
  if (problems.length > 0) return err(problems);
  if (rows.length > IMPORT_ROWS_MAX) return err([tooMany(rows.length, IMPORT_ROWS_MAX)]);
  return ok({ ...about, rows: rows.map((row) => toRead(row, readActivity(row, options))) });
}

export function toRead<T>(raw: RawRow<string>, result: Result<T, readonly RowProblem[]>): ReadRow<T> {
  const { row, line } = raw;
  const cells = raw.cells as { readonly [field: string]: string };
  if (result.ok) return { row, line, value: result.value, cells, problems: [] };
  return { row, line, value: null, cells, problems: result.error };
}

export function noRows(): RowProblem {
  return { field: null, detail: "The file has no rows below its header." };
}

/** More would not fit into one short transaction, and an import is published in one. */
export function tooMany(rows: number, max: number): RowProblem {
  return {
    field: null,
    detail: `The file has ${rows} rows; an import may have ${max}. Divide it: rows that were imported already are left out.`,
  };
}
