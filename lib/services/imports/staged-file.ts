/** What the staging of a file works on and what it makes, whatever kind of import it is. */
import type { ReadColumns, RowProblem, RowWarning } from "#lib/domain/imports/import-row.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import type { PriceBasis } from "./import-record.ts";

/** A row as it is kept, whatever kind of import it belongs to. */
export interface StagedRow {
  readonly row: number;
  readonly line: number;
  readonly verdict: "accepted" | "duplicate" | "refused";
  readonly value: unknown;
  readonly cells: unknown;
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowWarning[];
  /** For the figures of the whole. */
  readonly day: string | null;
  readonly newSymbol: string | null;
}

export interface StagedFile extends ReadColumns {
  readonly rows: readonly StagedRow[];
  readonly problems: readonly RowProblem[];
  /** False where not even the rows could be told apart. */
  readonly readable: boolean;
}

export interface FileToStage {
  readonly accountId: string | null;
  readonly format: ImportFormat;
  readonly content: string;
  readonly basis: PriceBasis | null;
}
