/** The queue's way of taking corporate actions back: one at a time in a process, and again after a crash. */
import type { PgBoss } from "pg-boss";
import { TAKE_BACK_QUEUE } from "#lib/db/queues.ts";
import type { Context } from "#lib/services/context.ts";
import { advanceTakeBack, advanceWaitingTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";

interface TakeBackJob {
  readonly actionId: string;
}

/** What a worker that was killed left behind is finished at the start: the queue would notice only seconds later. */
export async function workTakeBackQueue(
  boss: PgBoss,
  systemContext: () => Context,
  onFailed: (error: unknown) => void,
): Promise<void> {
  await boss.work<TakeBackJob>(TAKE_BACK_QUEUE, { batchSize: 1, pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job !== undefined) await advanceTakeBack({ ctx: systemContext(), input: { actionId: job.data.actionId } });
  });
  void advanceWaitingTakeBacks(systemContext()).catch(onFailed);
}
