/** The queue's way of sending orders: survives every crash, and finds the work done when the eager way came first. */
import type { JobResult, PgBoss } from "pg-boss";
import { DISPATCH_QUEUE } from "#lib/db/queues.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";

interface DispatchJob {
  readonly orderId: string;
}

export async function workDispatchQueue(boss: PgBoss, systemContext: () => Context): Promise<void> {
  const options = {
    batchSize: 20,
    pollingIntervalSeconds: 0.5,
    burstWhenBatchFull: true,
    perJobResults: true,
  } as const;
  await boss.work<DispatchJob, unknown, typeof options>(DISPATCH_QUEUE, options, (jobs) =>
    Promise.all(jobs.map(async (job): Promise<JobResult> => dispatchJob(systemContext(), job.id, job.data.orderId))),
  );
}

async function dispatchJob(ctx: Context, id: string, orderId: string): Promise<JobResult> {
  try {
    await dispatchOrder({ ctx, input: { orderId: asId<OrderId>(orderId) } });
    return { id, status: "completed" };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, status: "failed", output: { message } };
  }
}
