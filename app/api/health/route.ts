/** How every part of the desk is doing, for admins. */
import { HealthView, toHealthView } from "#lib/contracts/health.ts";
import { healthTracker, ownFigures } from "#lib/server/own-figures.ts";
import { route } from "#lib/server/route.ts";
import { getHealth } from "#lib/services/health/get-health.ts";

export const dynamic = "force-dynamic";

export const GET = route(
  {
    summary: "Get the health of every part",
    tags: ["Health"],
    permission: "health:read",
    answer: HealthView,
    view: toHealthView,
    limit: "none",
  },
  async ({ ctx, services }) => getHealth({ ctx, input: { own: await ownFigures(services), tracker: healthTracker() } }),
);
