/** Taking an activity back. */
import { ActivityParams, ActivityView, ReverseActivityBody } from "#lib/contracts/activity.ts";
import { route } from "#lib/server/route.ts";
import { reverseActivity } from "#lib/services/activities/reverse-activity.ts";

export const POST = route(
  {
    summary: "Reverse an activity",
    description: "Books the opposite; both stay in the books. Answers with the reversal.",
    tags: ["Activities"],
    permission: "activities:record",
    params: ActivityParams,
    body: ReverseActivityBody,
    answer: ActivityView,
    status: 201,
    idempotency: "required",
  },
  ({ ctx, params, body }) => reverseActivity({ ctx, input: { ...params, ...body } }),
);
