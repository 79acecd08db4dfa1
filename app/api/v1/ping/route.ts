/** Nothing but the way there and back: a program tries its key with it, and measurements take it as the cost of a request. */
import { PingBody, PingView, toPingView } from "#lib/contracts/ping.ts";
import { route } from "#lib/server/route.ts";

export const POST = route(
  {
    summary: "Try a key",
    description: "Authenticated and counted like any other write, and changes nothing.",
    tags: ["Me"],
    body: PingBody,
    answer: PingView,
    view: toPingView,
  },
  ({ ctx, body }) => ({ note: body.note, at: ctx.clock.now() }),
);
