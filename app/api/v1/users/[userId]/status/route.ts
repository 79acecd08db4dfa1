// PUT: disable or enable a user.
import { SetStatusBody, UserParams, UserView, userView } from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { setStatus } from "#lib/services/users/set-status.ts";

export const PUT = route(
  {
    summary: "Disable a user, which ends their sessions and stops their keys, or enable one again",
    tags: ["Users"],
    permission: "users:edit",
    params: UserParams,
    body: SetStatusBody,
    answer: UserView,
    view: userView,
    refusals: { 409: "Somebody changed the user meanwhile, or it is the last active admin." },
    idempotency: "none",
  },
  ({ ctx, params, body }) => setStatus({ ctx, input: { ...body, ...params } }),
);
