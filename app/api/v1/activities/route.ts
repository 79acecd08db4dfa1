/** Activities of an account: what happened to it, and adding one by hand. */
import { ActivitiesQuery, ActivityPage, ActivityView, AddActivityBody } from "#lib/contracts/activity.ts";
import { route } from "#lib/server/route.ts";
import { addActivity } from "#lib/services/activities/add-activity.ts";
import { listActivities } from "#lib/services/activities/list-activities.ts";

export const GET = route(
  {
    summary: "List activities",
    description: "Fills of orders among them, newest first.",
    tags: ["Activities"],
    permission: "portfolio:read",
    query: ActivitiesQuery,
    answer: ActivityPage,
  },
  ({ ctx, query }) => listActivities({ ctx, input: query }),
);

export const POST = route(
  {
    summary: "Add an activity",
    description: "In the words of a file of activities. Of the past; lots and figures since then are computed anew.",
    tags: ["Activities"],
    permission: "activities:record",
    body: AddActivityBody,
    answer: ActivityView,
    status: 201,
    idempotency: "required",
  },
  ({ ctx, body }) => addActivity({ ctx, input: body }),
);
