/** A desk for database tests: real transactions, a real queue, real rights; only the wire, the flags' source and the notifier are still. */
import { createHmac } from "node:crypto";
import { PgBoss } from "pg-boss";
import { newId } from "#lib/adapters/ids/new-id.ts";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { enqueueWith } from "#lib/db/jobs.ts";
import { transactOn } from "#lib/db/transact.ts";
import { type ApiScope, PERMISSIONS, type Role } from "#lib/domain/access/permissions.ts";
import type { UserId } from "#lib/domain/shared/ids.ts";
import type { FlagKey } from "#lib/ports/flag-reader.ts";
import { type Context, type IdempotencyClaim, type Source, SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import { permissionsOf } from "#lib/services/principal.ts";
import { createTestBroker, type TestBroker } from "./test-broker.ts";

export interface TestUser {
  readonly id: UserId;
  readonly role: Role;
}

export interface ContextOptions {
  readonly user?: TestUser;
  /** With scopes the actor is an API key of that user. */
  readonly scopes?: readonly ApiScope[];
  readonly source?: Source;
  readonly idempotency?: IdempotencyClaim | null;
}

export interface TestDesk {
  readonly database: Database;
  readonly broker: TestBroker;
  /** Change them at will; every context reads them at the moment of use. */
  readonly flags: { [key in FlagKey]: boolean };
  /** Without a user: the system itself. */
  contextFor(options?: ContextOptions): Context;
  /** Waits for everything that verbs handed to `runSoon`, also what that set in motion; the first failure is thrown. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(appUrl: string, { connectionsMax = 16 } = {}): Promise<TestDesk> {
  const database = openDatabase({ url: appUrl, connectionsMax, applicationName: "ballast-test" });
  const boss = new PgBoss({ connectionString: appUrl, migrate: false, supervise: false, schedule: false, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  const broker = createTestBroker();
  const flags = { "trading.notional_orders": true, "ui.live_stream": true, "orders.eager_dispatch": true };
  const soon = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const shared = {
    clock: { now: () => new Date() },
    newId,
    transact: transactOn(database),
    database,
    enqueue: enqueueWith(boss),
    broker,
    flags: { isOn: (key: FlagKey) => Promise.resolve(flags[key]), versions: () => ({}) },
    notifier: still(),
    keyedHash: { hex: (value: string) => createHmac("sha256", "key for tests").update(value).digest("hex") },
    runSoon(work: () => Promise<void>) {
      const running = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => soon.delete(running));
      soon.add(running);
    },
  };
  return {
    database,
    broker,
    flags,
    contextFor: (options = {}) => ({ ...shared, ...principal(options), requestId: newId() }),
    async drain() {
      while (soon.size > 0) await Promise.all(soon);
      const [first] = failures.splice(0);
      if (first !== undefined) throw first;
    },
    async close() {
      await boss.stop({ graceful: false });
      await database.$disconnect();
    },
  };
}

function principal({ user, scopes, source, idempotency = null }: ContextOptions) {
  if (user === undefined) {
    const actor = { kind: "system" as const, id: SYSTEM_ACTOR_ID };
    return {
      actor,
      userId: null,
      permissions: new Set(PERMISSIONS),
      source: source ?? ("system" as const),
      idempotency,
    };
  }
  const { id: userId, role } = user;
  const permissions = permissionsOf(role, scopes ?? null);
  if (scopes === undefined) {
    const actor = { kind: "user" as const, id: userId, sessionId: SYSTEM_ACTOR_ID };
    return { actor, userId, permissions, source: source ?? ("ui" as const), idempotency };
  }
  const actor = { kind: "api_key" as const, id: userId, userId };
  return { actor, userId, permissions, source: source ?? ("api" as const), idempotency };
}

const nothing = async () => undefined;

function still(): Context["notifier"] {
  return { accountChanged: nothing, deskChanged: nothing, quotesChanged: nothing, flagsChanged: nothing };
}
