/** The rows of an import with their verdicts, in the order of the file; or only those of one verdict, or with warnings. */
import type {
  ImportedActivity,
  ImportedPrice,
  RowProblem,
  RowWarning,
  Verdict,
} from "#lib/domain/imports/import-row.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Verb } from "../context.ts";
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { type ImportPlace, requireImport } from "./import-access.ts";

export interface ImportRowRecord {
  readonly row: number;
  readonly line: number;
  readonly verdict: Verdict;
  /** What was understood; null where the row cannot be read. */
  readonly value: ImportedActivity | ImportedPrice | null;
  /** What stands there, of a row that is refused. */
  readonly cells: { readonly [field: string]: string } | null;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowWarning[];
}

export interface ListImportRowsInput extends ImportPlace, PageInput {
  readonly show?: Verdict | "warnings" | undefined;
}

const FIELDS = {
  row: true,
  line: true,
  verdict: true,
  value: true,
  cells: true,
  problems: true,
  warnings: true,
} as const;
/** Rows have no time; the cursor of a list wants one. */
const NO_TIME = new Date(0);

export async function listImportRows({ ctx, input }: Verb<ListImportRowsInput>): Promise<Page<ImportRowRecord>> {
  const { id: importId } = await requireImport(ctx, input, false);
  const size = pageSize(input.limit);
  const after = rowOf(input.cursor);
  const rows = await ctx.database.fileImportRow.findMany({
    where: { importId, row: { gt: after }, ...shown(input.show) },
    orderBy: { row: "asc" },
    take: size + 1,
    select: FIELDS,
  });
  const records = rows.map((row) => row as unknown as ImportRowRecord);
  return pageOf(records, size, ({ row }) => ({ at: NO_TIME, id: `${row}` }));
}

function shown(show: ListImportRowsInput["show"]): Prisma.FileImportRowWhereInput {
  if (show === undefined) return {};
  return show === "warnings" ? { NOT: { warnings: { equals: [] } } } : { verdict: show };
}

function rowOf(cursor: string | undefined): number {
  const id = decodeCursor(cursor)?.id ?? "0";
  return /^\d{1,9}$/.test(id) ? parseCount(id, { min: 0, max: 999_999_999 }) : 0;
}
