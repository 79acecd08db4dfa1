/** Whether the venue keeps the sessions of the exchange or is always open. */
import { SessionModeBody, SessionModeView, toSessionModeView } from "#lib/contracts/calendar.ts";
import { route } from "#lib/server/route.ts";
import { setSessionMode } from "#lib/services/market/set-session-mode.ts";

export const PUT = route(
  {
    summary: "Set the mode of the venue's sessions",
    description:
      "In force within a second. Orders that have expired stay so; open ones keep their end, and trade in sessions only.",
    tags: ["Market"],
    permission: "venue:edit",
    body: SessionModeBody,
    answer: SessionModeView,
    view: toSessionModeView,
    refusals: { 409: "Somebody changed the mode meanwhile; `current` says to what." },
  },
  ({ ctx, body }) => setSessionMode({ ctx, input: body }),
);
