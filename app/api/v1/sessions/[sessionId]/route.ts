// DELETE: end one session of one's own.
import { SessionParams, SessionsEnded } from "#lib/contracts/session.ts";
import { route } from "#lib/server/route.ts";
import { endSession } from "#lib/services/sessions/end-sessions.ts";

export const DELETE = route(
  {
    summary: "End one session of one's own",
    tags: ["Sessions"],
    params: SessionParams,
    answer: SessionsEnded,
    idempotency: "none",
  },
  ({ ctx, params }) => endSession({ ctx, input: params }),
);
