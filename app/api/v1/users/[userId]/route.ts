// GET: one user.
import { UserParams, UserView, userView } from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { getUser } from "#lib/services/users/list-users.ts";

export const GET = route(
  {
    summary: "One user",
    tags: ["Users"],
    permission: "users:read",
    params: UserParams,
    answer: UserView,
    view: userView,
  },
  ({ ctx, params }) => getUser({ ctx, input: params }),
);
