/** The queue's way of staging, publishing and undoing imports: one at a time in a process, and again after a crash. */
import type { PgBoss } from "pg-boss";
import { IMPORT_QUEUE } from "#lib/db/queues.ts";
import type { Context } from "#lib/services/context.ts";
import { advanceImport, advanceWaitingImports } from "#lib/services/imports/advance-import.ts";

interface ImportJob {
  readonly importId: string;
}

/** What a worker that was killed left behind is finished at the start: the queue would notice only seconds later. */
export async function workImportQueue(
  boss: PgBoss,
  systemContext: () => Context,
  onFailed: (error: unknown) => void,
): Promise<void> {
  await boss.work<ImportJob>(IMPORT_QUEUE, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job !== undefined) await advanceImport({ ctx: systemContext(), input: { importId: job.data.importId } });
  });
  void advanceWaitingImports(systemContext()).catch(onFailed);
}
