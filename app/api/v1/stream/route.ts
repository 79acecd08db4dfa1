/** The live stream: quotes and the account's own events as they happen. */
import { StreamQuery } from "#lib/contracts/stream.ts";
import { route } from "#lib/server/route.ts";
import { openStream } from "#lib/server/stream/open-stream.ts";

export const dynamic = "force-dynamic";

export const GET = route(
  {
    summary: "Follow quotes and an account's events (server-sent events)",
    description:
      "Events: hello, quotes (at most four a second), account (numbered; send Last-Event-ID to go on without gaps), desk, flags, heartbeat every 15 s, bye with its reason. One user may hold a number of streams open at once (LIMIT_USER_STREAMS, 20 unless set); one more is a 429. 503 while the flag ui.live_stream is off.",
    tags: ["Stream"],
    permission: "portfolio:read",
    query: StreamQuery,
    limit: "none",
    refusals: { 429: "You hold too many streams open already.", 503: "The stream is switched off." },
  },
  ({ ctx, query, request, services }) =>
    openStream({ ctx, request, accountId: query.accountId ?? null, lastEventId: query.lastEventId ?? null, services }),
);
