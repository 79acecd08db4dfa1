/** Asks for an import to be published; the worker does it, in one transaction. */
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import { recordAudit } from "../audit.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { type ImportPlace, requireImport } from "./import-access.ts";
import { type ImportRecord, RECORD_FIELDS, toImportRecord } from "./import-record.ts";

export interface PublishImportInput extends ImportPlace {
  readonly skipRefused: boolean;
}

export async function publishImport({ ctx, input }: Verb<PublishImportInput>): Promise<ImportRecord> {
  const { id } = await requireImport(ctx, input, true);
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from file_import where id = ${id}::uuid for update`;
    const record = toImportRecord(await tx.fileImport.findUniqueOrThrow({ where: { id }, select: RECORD_FIELDS }));
    // Asked twice is done once.
    if (record.status === "publishing" || record.status === "published") return record;
    const problem = publishProblem(record, input.skipRefused);
    if (problem !== null) throw new ServiceError("conflict", problem);
    const row = await tx.fileImport.update({
      where: { id },
      data: {
        status: "publishing",
        skipRefused: input.skipRefused,
        failure: null,
        attempts: 0,
        updatedAt: ctx.clock.now(),
      },
      select: RECORD_FIELDS,
    });
    await recordAudit(tx, ctx, {
      action: "import.publish",
      entityType: "import",
      entityId: id,
      accountId: record.accountId,
      before: { status: record.status },
      after: {
        status: "publishing",
        skipRefused: input.skipRefused,
        accepted: record.accepted,
        refused: record.refused,
      },
    });
    await ctx.enqueue(tx, { queue: IMPORT_QUEUE, data: { importId: id }, key: `${id}:publish:${ctx.newId()}` });
    return toImportRecord(row);
  });
}

function publishProblem({ status, problems, refused, publishable }: ImportRecord, skipRefused: boolean): string | null {
  if (status === "received") return "The file is still being read. Try again in a second.";
  if (status !== "staged") return `The import is ${status}; only one that is staged can be published.`;
  const [first] = problems;
  if (first !== undefined) return `Nothing was imported. ${first.detail}.`;
  if (!publishable) return "Nothing was imported: no row of the file can be taken.";
  if (refused > 0 && !skipRefused) {
    return `Nothing was imported: ${refused === 1 ? "1 row is" : `${refused} rows are`} refused. Mend the file, or publish with skipRefused to leave them out.`;
  }
  return null;
}
