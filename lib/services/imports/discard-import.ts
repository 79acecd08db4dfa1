/** Throws a file away that was not published: its rows go, that it was there stays. */
import { recordAudit } from "../audit.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { type ImportPlace, requireImport } from "./import-access.ts";
import { type ImportRecord, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

const WAITING = ["received", "staged", "unreadable"];

export async function discardImport({ ctx, input }: Verb<ImportPlace>): Promise<ImportRecord> {
  const { id } = await requireImport(ctx, input, true);
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from file_import where id = ${id}::uuid for update`;
    const before = await tx.fileImport.findUniqueOrThrow({ where: { id }, select: RECORD_FIELDS });
    if (before.status === "discarded") return toImportRecord(before);
    if (!WAITING.includes(before.status)) {
      throw new ServiceError(
        "conflict",
        `The import is ${before.status}; what was published is undone, not discarded.`,
      );
    }
    await tx.fileImportRow.deleteMany({ where: { importId: id } });
    const row = await tx.fileImport.update({
      where: { id },
      data: { status: "discarded", run: null, content: null, updatedAt: ctx.clock.now() },
      select: RECORD_FIELDS,
    });
    await recordAudit(tx, ctx, {
      action: "import.discard",
      entityType: "import",
      entityId: id,
      accountId: before.accountId,
      before: { status: before.status },
      after: { status: "discarded" },
    });
    return toImportRecord(row);
  });
}
