/** Queues and jobs on the wire. */
import { z } from "zod";
import { Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Reason } from "./fields.ts";
import { viewOf } from "./view.ts";

const count = z.int().min(0);

export const QueueView = z
  .strictObject({
    name: z.string(),
    waiting: count,
    active: count,
    retrying: count,
    failed: count,
    oldestAt: Instant.nullable(),
    oldestSeconds: count,
    deadLetters: z.boolean().meta({ description: "Jobs that gave up end here and wait for somebody." }),
  })
  .meta({ id: "Queue" });
export type QueueView = z.output<typeof QueueView>;
export const QueuesView = z.strictObject({ items: z.array(QueueView) });
export type QueuesView = z.output<typeof QueuesView>;
const toItems = viewOf(QueuesView);
export function toQueuesView(items: Parameters<typeof toItems>[0]["items"]): QueuesView {
  return toItems({ items });
}

export const JobView = z
  .strictObject({
    id: Id,
    queue: z.string(),
    state: z.string(),
    payload: z.record(z.string(), z.string()).meta({ description: "Ids only; everything else is hidden." }),
    retryCount: count,
    retryLimit: count,
    createdAt: Instant,
    startedAt: Instant.nullable(),
    completedAt: Instant.nullable(),
    error: z.string().nullable(),
    sourceQueue: z.string().nullable().meta({ description: "Of a dead letter: the queue it failed in." }),
  })
  .meta({ id: "Job" });
export type JobView = z.output<typeof JobView>;
export const JobPage = pageOf(JobView);
export type JobPage = z.output<typeof JobPage>;
export const toJobPage = viewOf(JobPage);

export const JobsQuery = z.strictObject({
  ...pageQuery,
  queue: z
    .string()
    .regex(/^[a-z-]{1,60}$/, "must be a queue's name")
    .optional(),
  state: z.enum(["waiting", "active", "failed", "all"]).optional().meta({ description: "all unless told." }),
});
export const JobParams = z.strictObject({ id: Id });
export const RedriveBody = z.strictObject({ reason: Reason });
export const RedrivenJobView = z.strictObject({ jobId: Id, queue: z.string() }).meta({ id: "RedrivenJob" });
export type RedrivenJobView = z.output<typeof RedrivenJobView>;
export const toRedrivenJobView = viewOf(RedrivenJobView);
