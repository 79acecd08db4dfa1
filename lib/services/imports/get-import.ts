/** One import as it stands. */
import type { Verb } from "../context.ts";
import { type ImportPlace, requireImport } from "./import-access.ts";
import type { ImportRecord } from "./import-record.ts";

export function getImport({ ctx, input }: Verb<ImportPlace>): Promise<ImportRecord> {
  return requireImport(ctx, input, false);
}
