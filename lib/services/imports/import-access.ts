/** Who may import what: those who trade on an account for that account, administrators what everybody sees. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import { type ImportKind, type ImportRecord, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

export async function requireImporter(ctx: Context, accountId: string | null): Promise<void> {
  if (accountId === null) return requirePermission(ctx, "market:import");
  requirePermission(ctx, "activities:record");
  await requireMember(ctx.database, ctx, accountId, "trader");
}

export interface ImportPlace {
  readonly importId: string;
  readonly kind: ImportKind;
  /** As the address has it: an import of another account is not there. */
  readonly accountId?: string | undefined;
}

/** The import, if the caller may see it; what is not theirs answers as if it were not there. */
export async function requireImport(ctx: Context, place: ImportPlace, toChange: boolean): Promise<ImportRecord> {
  requirePermission(ctx, "portfolio:read");
  // Before anything is looked for: who may not import hears that, and not what there is.
  if (toChange && !ctx.permissions.has("market:import")) requirePermission(ctx, "activities:record");
  const { importId, kind, accountId } = place;
  if (accountId !== undefined) await requireMember(ctx.database, ctx, accountId, "viewer");
  const row = await ctx.database.fileImport.findFirst({
    where: { id: importId, kind, ...(accountId === undefined ? {} : { accountId }) },
    select: RECORD_FIELDS,
  });
  if (row === null) throw notFound("import");
  const record = toImportRecord(row);
  if (record.accountId === null && !ctx.permissions.has("market:import")) throw notFound("import");
  if (record.accountId !== null && accountId === undefined) await seesAccount(ctx, record.accountId);
  if (toChange) await requireImporter(ctx, record.accountId);
  return record;
}

async function seesAccount(ctx: Context, accountId: string): Promise<void> {
  await requireMember(ctx.database, ctx, accountId, "viewer").catch(() => {
    throw notFound("import");
  });
}
