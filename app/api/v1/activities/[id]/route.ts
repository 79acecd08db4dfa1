/** One activity, or one fill. */
import { ActivityParams, ActivityView } from "#lib/contracts/activity.ts";
import { route } from "#lib/server/route.ts";
import { getActivity } from "#lib/services/activities/list-activities.ts";

export const GET = route(
  {
    summary: "Get an activity",
    tags: ["Activities"],
    permission: "portfolio:read",
    params: ActivityParams,
    answer: ActivityView,
  },
  ({ ctx, params }) => getActivity({ ctx, input: params }),
);
