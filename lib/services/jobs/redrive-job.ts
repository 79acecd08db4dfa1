/** Gives a dead letter another chance: the same work under the same business key, so that it still happens once. */
import { removeDeadLetter, takeDeadLetter } from "#lib/db/queue-figures.sql.ts";
import { QUEUES } from "#lib/db/queues.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";

export interface RedriveJobInput {
  readonly jobId: string;
  readonly reason: string;
}

export interface RedrivenJob {
  readonly jobId: string;
  readonly queue: string;
}

export async function redriveJob({ ctx, input }: Verb<RedriveJobInput>): Promise<RedrivenJob> {
  requirePermission(ctx, "jobs:redrive");
  return once(ctx, async (tx) => {
    const letter = await takeDeadLetter(tx, input.jobId);
    if (letter === null) throw notFound("dead letter");
    const queue = QUEUES.find(({ name }) => name === letter.sourceQueue)?.name;
    if (queue === undefined)
      throw new ServiceError("conflict", "The queue this job came from does not exist any more.");
    await ctx.enqueue(tx, { queue, data: letter.data, key: letter.key ?? letter.id });
    await removeDeadLetter(tx, letter.id);
    await recordAudit(tx, ctx, {
      action: "job.redrive",
      entityType: "job",
      entityId: letter.id,
      before: { queue: "dead-letters" },
      after: { queue },
      reason: input.reason,
    });
    return { jobId: letter.id, queue };
  });
}
