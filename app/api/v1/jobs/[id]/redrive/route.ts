/** Gives a dead letter another chance. */
import { JobParams, RedriveBody, RedrivenJobView, toRedrivenJobView } from "#lib/contracts/job.ts";
import { route } from "#lib/server/route.ts";
import { redriveJob } from "#lib/services/jobs/redrive-job.ts";

export const POST = route(
  {
    summary: "Redrive a dead letter",
    tags: ["Jobs"],
    permission: "jobs:redrive",
    params: JobParams,
    body: RedriveBody,
    answer: RedrivenJobView,
    view: toRedrivenJobView,
  },
  ({ ctx, params, body }) => redriveJob({ ctx, input: { jobId: params.id, reason: body.reason } }),
);
