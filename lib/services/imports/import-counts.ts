/** How many rows of an import have which verdict. */
import type { RowWarning, Verdict } from "#lib/domain/imports/import-row.ts";

export interface ImportCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  /** Rows with a warning. */
  readonly warnings: number;
}

interface Counted {
  readonly verdict: Verdict;
  readonly warnings: readonly RowWarning[];
}

export function countsOf(rows: readonly Counted[]): ImportCounts {
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  return {
    rows: rows.length,
    accepted: of("accepted"),
    duplicates: of("duplicate"),
    refused: of("refused"),
    warnings: rows.filter(({ warnings }) => warnings.length > 0).length,
  };
}
