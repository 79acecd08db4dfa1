/** Alive: the event loop answers. Nothing else is asked. */
import { publicRoute } from "#lib/server/public-route.ts";

export const dynamic = "force-dynamic";

export const GET = publicRoute({ summary: "Liveness", tags: ["Health"] }, () => ({
  status: 200,
  body: { status: "ok" },
}));
