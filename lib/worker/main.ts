/** The worker process: leads market, venue and schedules where it holds their lease, sends queued orders, and stops in order. */
import { readFileSync } from "node:fs";
import { newId } from "#lib/adapters/ids/new-id.ts";
import { listen } from "#lib/adapters/notify/postgres-listener.ts";
import { type Settings, SettingsError, settings } from "#lib/adapters/settings/settings.ts";
import { openSentry } from "#lib/adapters/telemetry/sentry.ts";
import { forgetProcess, reportProcess } from "#lib/db/process-report.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import { openWorkerServices, type WorkerServices } from "./context.ts";
import { workDispatchQueue } from "./jobs/dispatch.ts";
import { workImportQueue } from "./jobs/imports.ts";
import { workLotQueue } from "./jobs/lot-changes.ts";
import { PERFORMANCE_LEASE, PERFORMANCE_TASKS } from "./jobs/rebuild-performance.ts";
import { workTakeBackQueue } from "./jobs/take-backs.ts";
import { lead, type Term } from "./lease.ts";
import { leadMarket, MARKET_LEASE } from "./market-leader.ts";
import { leadSchedules, PROOF_LEASE, PROOF_TASKS, SCHEDULES_LEASE } from "./schedules.ts";
import { leadVenue, VENUE_LEASE } from "./venue-leader.ts";
import { createVenueWakes } from "./venue-wakes.ts";
import { createBell } from "./wake.ts";

const HEARTBEAT_MS = 5_000;

async function main(): Promise<void> {
  const stop = stopSignal();
  const chosen = settings();
  const closeSentry = await openSentry({
    dsn: chosen.SENTRY_DSN,
    name: "worker",
    version: VERSION,
    production: chosen.production,
  });
  const services = await openWorkerServices(chosen);
  const self = newId();
  const leases = new Map<string, string>();
  const leading = startLeading(services, chosen, { self, leases, signal: stop });
  await workDispatchQueue(services.boss, services.systemContext);
  await workImportQueue(services.boss, services.systemContext, (error) =>
    services.log.warn({ err: error }, "an import that was waiting could not be finished"),
  );
  await workLotQueue(services.boss, services.systemContext, (error) =>
    services.log.warn({ err: error }, "a change of lots that was waiting could not be finished"),
  );
  await workTakeBackQueue(services.boss, services.systemContext, (error) =>
    services.log.warn({ err: error }, "a corporate action that was being taken back could not be finished"),
  );
  const heartbeat = startHeartbeat(services, self, leases);
  services.log.info({ version: VERSION }, "worker is up");
  process.send?.("ready");
  await aborted(stop);
  services.log.info("worker stops");
  clearInterval(heartbeat);
  await leading;
  await forgetProcess(services.database, self).catch(() => undefined);
  await services.close();
  await closeSentry();
}

interface Leading {
  readonly self: string;
  /** Leases held by this process, by name, with their epoch. */
  readonly leases: Map<string, string>;
  readonly signal: AbortSignal;
}

/** Any number of workers may run: of each kind of work, one of them leads at a time. */
async function startLeading(
  services: WorkerServices,
  chosen: Settings,
  { self, leases, signal }: Leading,
): Promise<void> {
  const { database, log, systemContext } = services;
  const market = createBell();
  const venue = createVenueWakes();
  const schedules = createBell();
  const listener = listen(
    chosen.DATABASE_URL,
    {
      ballast_venue: venue.orderArrived,
      ballast_quotes: venue.quotesMoved,
      ballast_market: market.ring,
    },
    { onConnected: venue.lookAtAll, onLost: (error) => log.warn({ err: error }, "notifications are interrupted") },
  );
  const under = (name: string, work: (term: Term) => Promise<void>) =>
    lead(
      {
        database,
        name,
        holder: self,
        signal,
        onChange(leads, epoch) {
          if (leads) leases.set(name, epoch.toString());
          else leases.delete(name);
          log.info({ lease: name, epoch, leads }, leads ? "leads" : "leads no longer");
        },
        onError: (error) => log.warn({ err: error, lease: name }, "leading failed; trying again"),
      },
      work,
    );
  const speed = dec(BigInt(chosen.BALLAST_REPLAY_SPEED));
  const options = { profiles: INSTRUMENTS, speed, stepped: chosen.BALLAST_MARKET_PACE === "stepped" };
  const onReportFailed = (error: unknown, orderId: string) =>
    log.error({ err: error, orderId }, "a venue report was not booked");
  const onFailed = (error: unknown, task: string) => log.error({ err: error, task }, "a scheduled task failed");
  await Promise.all([
    under(MARKET_LEASE, (term) => leadMarket(systemContext(), term, options, market)),
    under(VENUE_LEASE, (term) => leadVenue(systemContext, term, venue, onReportFailed)),
    under(SCHEDULES_LEASE, (term) => leadSchedules(term, { systemContext, bell: schedules, onFailed })),
    under(PROOF_LEASE, (term) =>
      leadSchedules(term, { systemContext, bell: createBell(), tasks: PROOF_TASKS, onFailed }),
    ),
    under(PERFORMANCE_LEASE, (term) =>
      leadSchedules(term, { systemContext, bell: createBell(), tasks: PERFORMANCE_TASKS, onFailed }),
    ),
  ]);
  await listener.close();
}

function startHeartbeat(
  { database, log }: WorkerServices,
  id: string,
  leases: ReadonlyMap<string, string>,
): NodeJS.Timeout {
  const startedAt = new Date();
  const beat = () => {
    const self = { id, kind: "worker" as const, version: VERSION, startedAt };
    reportProcess(database, { ...self, detail: { leases: Object.fromEntries(leases) } }).catch((error: unknown) =>
      log.warn({ err: error }, "heartbeat"),
    );
  };
  beat();
  return setInterval(beat, HEARTBEAT_MS);
}

/** Also when the signal came while the worker was still starting: nobody would tell it a second time. */
function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** SIGTERM, SIGINT, or the supervisor being gone. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", stop);
  return controller.signal;
}

const { version: VERSION } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

try {
  await main();
  process.exit(0);
} catch (error) {
  const text = error instanceof SettingsError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
