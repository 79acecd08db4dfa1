/** The web's parts over a test database: real transactions, sessions, keys and limits; only argon2id is made cheap. */
import { createHmac, randomUUID } from "node:crypto";
import { PgBoss } from "pg-boss";
import { v7 } from "uuid";
import { sealSessionToken, sessionCookieName } from "#lib/adapters/auth/session-token.ts";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { createPasswordHasher } from "#lib/adapters/crypto/password.ts";
import { createFlagReader } from "#lib/adapters/flags/flag-provider.ts";
import { createPostgresStore } from "#lib/adapters/rate-limit/postgres-store.ts";
import { createLog } from "#lib/adapters/telemetry/log.ts";
import { openDatabase } from "#lib/db/client.ts";
import { enqueueWith } from "#lib/db/jobs.ts";
import { transactOn } from "#lib/db/transact.ts";
import type { Role } from "#lib/domain/access/permissions.ts";
import { anonymousContext } from "#lib/server/context.ts";
import { provideServices, type Services, type WebSettings } from "#lib/server/services.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { signIn } from "#lib/services/sign-in/sign-in.ts";
import { createUser } from "#lib/services/users/create-user.ts";

export const ORIGIN = "http://localhost:3000";
export const PASSWORD = "correct horse battery";

const SETTINGS: WebSettings = {
  url: ORIGIN,
  production: false,
  NEXTAUTH_SECRET: "Zp3vTq8LwYc1RmXb5KsN0dHf7GjUe2Ao",
  SESSION_IDLE_MINUTES: 720,
  SESSION_MAX_HOURS: 168,
  LIMIT_ANONYMOUS_READS: 100_000,
  LIMIT_ANONYMOUS_WRITES: 100_000,
  LIMIT_SIGN_INS: 5,
  LIMIT_USER_READS: 100_000,
  LIMIT_USER_WRITES: 100_000,
  LIMIT_KEY_REQUESTS: 100_000,
  LIMIT_PREMIUM_KEY_REQUESTS: 100_000,
  LIMIT_USER_STREAMS: 20,
};

export interface WebUser {
  readonly id: string;
  readonly email: string;
  readonly sessionId: string;
  /** The Cookie header of a browser in which they are signed in. */
  readonly cookie: string;
}

export interface WebDesk {
  readonly services: Services;
  /** The desk itself, with every permission. */
  readonly system: AccessContext;
  /** Moves the wall clock of sessions and keys. */
  advance(ms: number): void;
  changeSettings(changed: Partial<WebSettings>): void;
  user(role: Role): Promise<WebUser>;
  signInAgain(email: string): Promise<Omit<WebUser, "id" | "email">>;
  close(): Promise<void>;
}

export async function openWebDesk(appUrl: string): Promise<WebDesk> {
  const database = openDatabase({ url: appUrl, applicationName: "ballast-test-web" });
  const boss = new PgBoss({ connectionString: appUrl, migrate: false, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  // Without the insurance: a slow machine must not change what a test counts.
  const limiter = { ...createPostgresStore(appUrl), fallbacks: () => 0 };
  let ahead = 0;
  const settings = { ...SETTINGS };
  const quiet = () => Promise.resolve();
  const services: Services = {
    settings,
    log: createLog({ name: "test", level: "silent", production: true }),
    database,
    transact: transactOn(database),
    enqueue: enqueueWith(boss),
    limiter,
    flags: await createFlagReader(database, `test-${randomUUID()}`),
    broker: createPaperBroker(database),
    notifier: { accountChanged: quiet, deskChanged: quiet, quotesChanged: quiet, flagsChanged: quiet },
    keyedHash: { hex: (value) => createHmac("sha256", "key for tests").update(value).digest("hex") },
    passwords: createPasswordHasher({ memory: 64, passes: 1, parallelism: 1 }),
    runSoon: (work) => void work().catch(() => undefined),
    clock: { now: () => new Date(Date.now() + ahead) },
    newId: () => v7(),
  };
  provideServices(services);
  const anonymous = () => anonymousContext({ requestId: v7() }, services);
  const system: AccessContext = { ...anonymous(), ...asSystem(anonymous()) };
  const openSession = async (email: string) => {
    const input = { email, password: PASSWORD, address: "127.0.0.1", userAgent: "a test" };
    const { sessionId } = await signIn({ ctx: anonymous(), input });
    const token = await sealSessionToken(sessionId, settings.NEXTAUTH_SECRET, 3600 * settings.SESSION_MAX_HOURS);
    return { sessionId, cookie: `${sessionCookieName(settings.url)}=${token}` };
  };
  return {
    services,
    system,
    advance: (ms) => {
      ahead += ms;
    },
    changeSettings: (changed) => void Object.assign(settings, changed),
    async user(role) {
      const email = `${role}-${randomUUID().slice(0, 8)}@example.test`;
      const { user } = await createUser({ ctx: system, input: { email, name: `A ${role}`, role, password: PASSWORD } });
      return { id: user.id, email, ...(await openSession(email)) };
    },
    signInAgain: openSession,
    async close() {
      provideServices(undefined);
      services.flags.close();
      await limiter.close();
      await boss.stop({ graceful: false });
      await database.$disconnect();
    },
  };
}

export interface CallOptions {
  readonly method?: string;
  readonly cookie?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it reaches a route handler, our server's guard having passed it. */
export function call(path: string, { method = "GET", cookie, key, body, headers = {} }: CallOptions = {}): Request {
  return new Request(`${ORIGIN}${path}`, {
    method,
    headers: {
      "x-ballast-client-address": "127.0.0.1",
      ...(cookie === undefined ? {} : { cookie, "sec-fetch-site": "same-origin" }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** The dynamic parts of a path, as Next.js hands them over. */
export function at(params: Readonly<Record<string, string>>): {
  readonly params: Promise<Readonly<Record<string, string>>>;
} {
  return { params: Promise.resolve(params) };
}
