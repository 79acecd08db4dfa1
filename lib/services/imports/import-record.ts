/** An import as verbs give it out, and the few words for where it stands. */
import type { ReadColumns, RowProblem } from "#lib/domain/imports/import-row.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import type { FileImport, Prisma } from "#prisma/generated/client.ts";

export const IMPORT_STATUSES = [
  "received",
  "staged",
  "unreadable",
  "publishing",
  "published",
  "undoing",
  "undone",
  "discarded",
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const IMPORT_KINDS = ["activities", "prices"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const PRICE_BASES = ["as_traded", "split_adjusted"] as const;
export type PriceBasis = (typeof PRICE_BASES)[number];

export interface ImportRecord extends ReadColumns {
  readonly id: string;
  readonly kind: ImportKind;
  /** Null for prices that everybody sees. */
  readonly accountId: string | null;
  readonly fileName: string;
  readonly format: ImportFormat;
  readonly basis: PriceBasis | null;
  readonly status: ImportStatus;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  readonly warnings: number;
  readonly fromDay: LocalDate | null;
  readonly toDay: LocalDate | null;
  readonly newSymbols: readonly string[];
  readonly problems: readonly RowProblem[];
  readonly failure: string | null;
  readonly skipRefused: boolean;
  /** Whether it would be published as it stands; leaving refused rows out is then the caller's choice. */
  readonly publishable: boolean;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly undoneAt: Date | null;
}

/** The file itself stays where it is. */
export const RECORD_FIELDS = {
  id: true,
  kind: true,
  accountId: true,
  fileName: true,
  format: true,
  basis: true,
  status: true,
  rows: true,
  accepted: true,
  duplicates: true,
  refused: true,
  warnings: true,
  fromDay: true,
  toDay: true,
  columns: true,
  ignored: true,
  newSymbols: true,
  problems: true,
  failure: true,
  skipRefused: true,
  createdAt: true,
  publishedAt: true,
  undoneAt: true,
} satisfies Prisma.FileImportSelect;

export function toImportRecord(row: Pick<FileImport, keyof typeof RECORD_FIELDS>): ImportRecord {
  const problems = row.problems as unknown as readonly RowProblem[];
  return {
    ...row,
    // Closed lists, held by the table's CHECKs; the JSON columns are written by the staging of rows alone.
    kind: row.kind as ImportKind,
    format: row.format as ImportFormat,
    basis: row.basis as PriceBasis | null,
    status: row.status as ImportStatus,
    columns: row.columns as unknown as ReadColumns["columns"],
    ignored: row.ignored as unknown as readonly string[],
    newSymbols: row.newSymbols as unknown as readonly string[],
    problems,
    fromDay: dayOf(row.fromDay),
    toDay: dayOf(row.toDay),
    publishable: row.status === "staged" && problems.length === 0 && row.accepted + row.duplicates > 0,
  };
}

function dayOf(column: Date | null): LocalDate | null {
  return column === null ? null : (column.toISOString().slice(0, 10) as LocalDate);
}
