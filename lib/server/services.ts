/** The web process's one of each: database, queue, limiter, flags, broker. They hang on globalThis, because Next.js loads this module several times. */
import { PgBoss } from "pg-boss";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { createKeyedHash } from "#lib/adapters/crypto/keyed-hash.ts";
import { createPasswordHasher } from "#lib/adapters/crypto/password.ts";
import { createFlagReader, type LiveFlags } from "#lib/adapters/flags/flag-provider.ts";
import { newId } from "#lib/adapters/ids/new-id.ts";
import { listen } from "#lib/adapters/notify/postgres-listener.ts";
import { createPostgresNotifier } from "#lib/adapters/notify/postgres-notifier.ts";
import { createRateLimiter } from "#lib/adapters/rate-limit/rate-limiter.ts";
import { type Settings, settings } from "#lib/adapters/settings/settings.ts";
import { createLog, type Log } from "#lib/adapters/telemetry/log.ts";
import { countRetry } from "#lib/adapters/telemetry/metrics.ts";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { type Enqueue, enqueueWith } from "#lib/db/jobs.ts";
import { type Transact, transactOn } from "#lib/db/transact.ts";
import type { Broker } from "#lib/ports/broker.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { KeyedHash } from "#lib/ports/keyed-hash.ts";
import type { Notifier } from "#lib/ports/notifier.ts";
import type { PasswordHasher } from "#lib/ports/password-hasher.ts";
import type { RateLimiter } from "#lib/ports/rate-limiter.ts";
import { reportSelf } from "./report-self.ts";
import { createRunSoon, type RunSoon } from "./run-soon.ts";

export type WebSettings = Pick<
  Settings,
  | "url"
  | "production"
  | "NEXTAUTH_SECRET"
  | "SESSION_IDLE_MINUTES"
  | "SESSION_MAX_HOURS"
  | "LIMIT_ANONYMOUS_READS"
  | "LIMIT_ANONYMOUS_WRITES"
  | "LIMIT_SIGN_INS"
  | "LIMIT_USER_READS"
  | "LIMIT_USER_WRITES"
  | "LIMIT_KEY_REQUESTS"
  | "LIMIT_PREMIUM_KEY_REQUESTS"
  | "LIMIT_USER_STREAMS"
>;

export interface Services {
  readonly settings: WebSettings;
  readonly log: Log;
  readonly database: Database;
  readonly transact: Transact;
  readonly enqueue: Enqueue;
  readonly limiter: RateLimiter;
  readonly flags: LiveFlags;
  readonly broker: Broker;
  readonly notifier: Notifier;
  readonly keyedHash: KeyedHash;
  readonly passwords: PasswordHasher;
  readonly runSoon: RunSoon;
  readonly clock: Clock;
  readonly newId: () => string;
}

const KEY = Symbol.for("ballast.services");
const holder = globalThis as { [KEY]?: Promise<Services> | undefined };

/** Built on first use; a failure is not kept, so that the next request tries again. */
export function services(): Promise<Services> {
  holder[KEY] ??= build().catch((error: unknown) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

/** For tests and benchmarks that bring their own parts. */
export function provideServices(provided: Services | undefined): void {
  holder[KEY] = provided === undefined ? undefined : Promise.resolve(provided);
}

async function build(): Promise<Services> {
  const config = settings();
  const log = createLog({ name: "web", level: config.LOG_LEVEL, production: config.production });
  const database = openDatabase({
    url: config.DATABASE_URL,
    connectionsMax: config.DATABASE_POOL,
    applicationName: "ballast-web",
  });
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);
  // First what may fail: nothing is left running when the database is away and the next request tries again.
  const boss = await openBoss(config, failed("the queue's connection failed"));
  const flags = await createFlagReader(database);
  const refresh = () => void flags.refresh();
  listen(
    config.DATABASE_URL,
    { ballast_flags: refresh },
    { applicationName: "ballast-web-flags", onConnected: refresh },
  );
  await reportSelf({ database, log });
  return {
    settings: config,
    log,
    database,
    transact: transactOn(database, { onRetry: countRetry, onEffectFailed: failed("work after a commit failed") }),
    enqueue: enqueueWith(boss),
    limiter: createRateLimiter(config),
    flags,
    broker: createPaperBroker(database),
    notifier: createPostgresNotifier(database),
    keyedHash: createKeyedHash(config.BALLAST_HASH_KEY),
    passwords: createPasswordHasher(),
    runSoon: createRunSoon(failed("work after an answer failed; the queue will do it")),
    clock: { now: () => new Date() },
    newId,
  };
}

/** Only sends: jobs are inserted through the transaction at hand, and worked off elsewhere. */
async function openBoss(config: Settings, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: config.DATABASE_URL,
    schema: "pgboss",
    application_name: "ballast-web-queue",
    max: 2,
    migrate: false,
    supervise: false,
    schedule: false,
  });
  boss.on("error", onError);
  try {
    await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return boss;
}
