/** Metrics in Prometheus' text format, for who has the token. */
import { metricsAnswer } from "#lib/server/metrics-answer.ts";
import { publicRoute } from "#lib/server/public-route.ts";

export const dynamic = "force-dynamic";

export const GET = publicRoute({ summary: "Metrics", tags: ["Health"] }, async ({ request, requestId, services }) =>
  metricsAnswer(request, requestId, await services()),
);
