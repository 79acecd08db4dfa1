/** The worker's composition root: one database, one queue, one broker, and the context in which the desk acts by itself. */
import { PgBoss } from "pg-boss";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { createKeyedHash } from "#lib/adapters/crypto/keyed-hash.ts";
import { createFlagReader } from "#lib/adapters/flags/flag-provider.ts";
import { newId } from "#lib/adapters/ids/new-id.ts";
import { createPostgresNotifier } from "#lib/adapters/notify/postgres-notifier.ts";
import type { Settings } from "#lib/adapters/settings/settings.ts";
import { createLog, type Log } from "#lib/adapters/telemetry/log.ts";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { enqueueWith } from "#lib/db/jobs.ts";
import { transactOn } from "#lib/db/transact.ts";
import { PERMISSIONS } from "#lib/domain/access/permissions.ts";
import { type Context, SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import { createSoon, type Soon } from "./run-soon.ts";

export interface WorkerServices {
  readonly database: Database;
  readonly boss: PgBoss;
  readonly log: Log;
  readonly soon: Soon;
  /** A context of the system itself, with a request id of its own for what it sets in motion. */
  systemContext(): Context;
  close(): Promise<void>;
}

export async function openWorkerServices(settings: Settings): Promise<WorkerServices> {
  const url = settings.DATABASE_URL;
  const log = createLog({ name: "worker", level: settings.LOG_LEVEL, production: settings.production });
  const database = openDatabase({ url, connectionsMax: settings.DATABASE_POOL, applicationName: "ballast-worker" });
  const boss = openBoss(url, log);
  await boss.start();
  const flags = await createFlagReader(database);
  const notifier = createPostgresNotifier(database);
  const soon = createSoon((error) => log.error({ err: error }, "work set in motion earlier failed"));
  const shared = {
    actor: { kind: "system" as const, id: SYSTEM_ACTOR_ID },
    userId: null,
    permissions: new Set(PERMISSIONS),
    source: "system" as const,
    idempotency: null,
    clock: { now: () => new Date() },
    newId,
    transact: transactOn(database, {
      onRetry: (sqlState) => log.debug({ sqlState }, "transaction runs again"),
      onEffectFailed: (error) => log.warn({ err: error }, "an effect after the commit failed"),
    }),
    database,
    enqueue: enqueueWith(boss),
    broker: createPaperBroker(database),
    flags,
    notifier,
    keyedHash: createKeyedHash(settings.BALLAST_HASH_KEY),
    runSoon: soon.run,
  };
  return {
    database,
    boss,
    log,
    soon,
    systemContext: () => ({ ...shared, requestId: newId() }),
    async close() {
      await soon.drain();
      await notifier.drain();
      flags.close();
      await boss.stop({ graceful: true, timeout: 3_000 }).catch(() => undefined);
      await database.$disconnect();
    },
  };
}

/** The queue is installed by the owner's role; a dead worker's jobs are noticed within seconds. */
function openBoss(url: string, log: Log): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "ballast-queue",
    migrate: false,
    schedule: false,
    max: 4,
    supervise: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // The role that runs the queue does not own its indexes.
    reindex: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "queue"));
  return boss;
}
