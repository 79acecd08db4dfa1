// DELETE: end all sessions of a user.
import { SessionsEnded } from "#lib/contracts/session.ts";
import { UserParams } from "#lib/contracts/user.ts";
import { route } from "#lib/server/route.ts";
import { endUserSessions } from "#lib/services/sessions/end-sessions.ts";

export const DELETE = route(
  {
    summary: "End all sessions of a user",
    tags: ["Users"],
    permission: "users:edit",
    params: UserParams,
    answer: SessionsEnded,
    idempotency: "none",
  },
  ({ ctx, params }) => endUserSessions({ ctx, input: params }),
);
