// PUT: another role.
import { SetRoleBody, UserParams, UserView, userView } from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { setRole } from "#lib/services/users/set-role.ts";

export const PUT = route(
  {
    summary: "Give a user another role; in force with their next request",
    tags: ["Users"],
    permission: "users:edit",
    params: UserParams,
    body: SetRoleBody,
    answer: UserView,
    view: userView,
    refusals: { 409: "Somebody changed the user meanwhile, or it is the last active admin." },
    idempotency: "none",
  },
  ({ ctx, params, body }) => setRole({ ctx, input: { ...body, ...params } }),
);
