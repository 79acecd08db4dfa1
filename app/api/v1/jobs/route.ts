/** Jobs of the queues. */
import { JobPage, JobsQuery, toJobPage } from "#lib/contracts/job.ts";
import { route } from "#lib/server/route.ts";
import { listJobs } from "#lib/services/jobs/list-jobs.ts";

export const GET = route(
  { summary: "List jobs", tags: ["Jobs"], permission: "jobs:read", query: JobsQuery, answer: JobPage, view: toJobPage },
  ({ ctx, query }) => listJobs({ ctx, input: query }),
);
