// GET: one's own sessions. DELETE: all of them but this one.
import { SessionList, SessionsEnded, sessionListView } from "#lib/contracts/session.ts";
import { route } from "#lib/server/route.ts";
import { endOtherSessions } from "#lib/services/sessions/end-sessions.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";

export const GET = route(
  { summary: "One's own open sessions", tags: ["Sessions"], answer: SessionList, view: sessionListView },
  ({ ctx }) => listSessions({ ctx }),
);

export const DELETE = route(
  { summary: "End all other sessions of one's own", tags: ["Sessions"], answer: SessionsEnded, idempotency: "none" },
  ({ ctx }) => endOtherSessions({ ctx }),
);
