/** The metrics of this process and of the queues, for who has the token or may read health; never public. */
import { createHash, timingSafeEqual } from "node:crypto";
import { settings } from "#lib/adapters/settings/settings.ts";
import { renderMetrics, setSampled, setStreamClients } from "#lib/adapters/telemetry/metrics.ts";
import { readHealthRows } from "#lib/db/health.sql.ts";
import { readQueueFigures } from "#lib/db/queue-figures.sql.ts";
import { requirePermission } from "#lib/services/authorize.ts";
import { contextFor } from "./context.ts";
import { identify, signInFirst } from "./identify.ts";
import type { Services } from "./services.ts";
import { knownHub } from "./stream/web-hub.ts";

export async function metricsAnswer(request: Request, requestId: string, services: Services): Promise<Response> {
  if (!hasToken(request)) {
    const { principal, refusal } = await identify(request.headers, requestId, services);
    if (principal === null) throw refusal ?? signInFirst();
    requirePermission(contextFor(principal, { requestId }, services), "health:read");
  }
  await sample(services);
  const { contentType, body } = await renderMetrics();
  return new Response(body, { headers: { "content-type": contentType } });
}

function hasToken(request: Request): boolean {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (given === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(settings().BALLAST_METRICS_TOKEN));
}

/** Figures of the process itself must come out even when the database does not answer. */
async function sample({ database, log }: Services): Promise<void> {
  setStreamClients(knownHub()?.clients ?? 0);
  try {
    const [queues, { now, quotes }] = await Promise.all([readQueueFigures(database), readHealthRows(database)]);
    setSampled({
      queues: queues.map(({ name, waiting, retrying, oldestSeconds }) => ({
        name,
        depth: waiting + retrying,
        oldestSeconds,
      })),
      marketDataAgeSeconds:
        quotes.newestAt === null ? null : Math.max(0, (Date.parse(now) - Date.parse(quotes.newestAt)) / 1000),
    });
  } catch (error) {
    setSampled({ queues: [], marketDataAgeSeconds: null });
    log.warn({ err: error }, "metrics without the database's figures");
  }
}
