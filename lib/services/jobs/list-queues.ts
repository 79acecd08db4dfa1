/** The queues and the histories of accounts, the troubled ones first. */
import { type QueueFigures, readHistoryFigures, readQueueFigures } from "#lib/db/queue-figures.sql.ts";
import { DEAD_LETTERS } from "#lib/db/queues.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";

export interface QueueRecord extends QueueFigures {
  /** Jobs that gave up end here and wait for somebody. */
  readonly deadLetters: boolean;
}

export async function listQueues({ ctx }: Verb<Record<string, never>>): Promise<readonly QueueRecord[]> {
  requirePermission(ctx, "jobs:read");
  const [queues, histories] = await Promise.all([readQueueFigures(ctx.database), readHistoryFigures(ctx.database)]);
  const trouble = (queue: QueueRecord) => queue.failed + (queue.deadLetters ? queue.waiting : 0);
  return [...queues, histories]
    .map((queue) => ({ ...queue, deadLetters: queue.name === DEAD_LETTERS }))
    .sort((a, b) => trouble(b) - trouble(a));
}
