/** The queue's way of computing lots anew: one change at a time in a process, and again after a crash. */
import type { PgBoss } from "pg-boss";
import { LOT_QUEUE } from "#lib/db/queues.ts";
import type { Context } from "#lib/services/context.ts";
import { advanceLotChange, advanceWaitingLotChanges } from "#lib/services/lots/advance-lot-change.ts";

interface LotJob {
  readonly changeId: string;
}

/** What a worker that was killed left behind is finished at the start: the queue would notice only seconds later. */
export async function workLotQueue(
  boss: PgBoss,
  systemContext: () => Context,
  onFailed: (error: unknown) => void,
): Promise<void> {
  await boss.work<LotJob>(LOT_QUEUE, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job !== undefined) await advanceLotChange({ ctx: systemContext(), input: { changeId: job.data.changeId } });
  });
  void advanceWaitingLotChanges(systemContext()).catch(onFailed);
}
