/** Asks for a published import to be taken back as a whole; the worker does it, in one transaction. */
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import { recordAudit } from "../audit.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { type ImportPlace, requireImport } from "./import-access.ts";
import { type ImportRecord, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

export interface UndoImportInput extends ImportPlace {
  readonly reason: string;
}

export async function undoImport({ ctx, input }: Verb<UndoImportInput>): Promise<ImportRecord> {
  const { id } = await requireImport(ctx, input, true);
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from file_import where id = ${id}::uuid for update`;
    const record = toImportRecord(await tx.fileImport.findUniqueOrThrow({ where: { id }, select: RECORD_FIELDS }));
    if (record.status === "undoing" || record.status === "undone") return record;
    if (record.status !== "published") {
      throw new ServiceError("conflict", `The import is ${record.status}; only a published one can be undone.`);
    }
    const row = await tx.fileImport.update({
      where: { id },
      data: { status: "undoing", failure: null, attempts: 0, undoReason: input.reason, updatedAt: ctx.clock.now() },
      select: RECORD_FIELDS,
    });
    await recordAudit(tx, ctx, {
      action: "import.undo",
      entityType: "import",
      entityId: id,
      accountId: record.accountId,
      before: { status: "published" },
      after: { status: "undoing" },
      reason: input.reason,
    });
    await ctx.enqueue(tx, { queue: IMPORT_QUEUE, data: { importId: id }, key: `${id}:undo:${ctx.newId()}` });
    return toImportRecord(row);
  });
}
