/** Imports of an account, or of everybody's prices, newest first. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { type ImportKind, type ImportRecord, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

export interface ListImportsInput extends PageInput {
  readonly kind: ImportKind;
  /** Null for everybody's prices: administrators only. */
  readonly accountId: string | null;
}

export async function listImports({ ctx, input }: Verb<ListImportsInput>): Promise<Page<ImportRecord>> {
  requirePermission(ctx, "portfolio:read");
  const { kind, accountId } = input;
  if (accountId === null) requirePermission(ctx, "market:import");
  else await requireMember(ctx.database, ctx, accountId);
  const size = pageSize(input.limit);
  const rows = await ctx.database.fileImport.findMany({
    where: { kind, accountId, ...olderThan("createdAt", decodeUuidCursor(input.cursor)) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
    select: RECORD_FIELDS,
  });
  return pageOf(rows.map(toImportRecord), size, ({ createdAt: at, id }) => ({ at, id }));
}
