/** The queues and how they are doing. */
import { QueuesView, toQueuesView } from "#lib/contracts/job.ts";
import { route } from "#lib/server/route.ts";
import { listQueues } from "#lib/services/jobs/list-queues.ts";

export const GET = route(
  { summary: "List queues", tags: ["Jobs"], permission: "jobs:read", answer: QueuesView, view: toQueuesView },
  ({ ctx }) => listQueues({ ctx, input: {} }),
);
