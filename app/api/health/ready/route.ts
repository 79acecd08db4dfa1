/** Ready: database, migrations, and not on the way out. */
import { publicRoute } from "#lib/server/public-route.ts";
import { readiness } from "#lib/server/readiness.ts";

export const dynamic = "force-dynamic";

const NOTHING_YET = { database: false, migrations: false, accepting: true };

export const GET = publicRoute({ summary: "Readiness", tags: ["Health"] }, async ({ services }) => {
  const checks = await services().then(
    ({ database }) => readiness(database),
    () => NOTHING_YET,
  );
  const ready = checks.database && checks.migrations && checks.accepting;
  const body = JSON.stringify({ status: ready ? "ready" : "not_ready", checks });
  return new Response(body, { status: ready ? 200 : 503, headers: { "content-type": "application/json" } });
});
