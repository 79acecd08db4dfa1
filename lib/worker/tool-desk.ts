/** The composition root of tools that come and go: the command line and the demo's seed. The same parts as web and worker, one context for each act. */
import { PgBoss } from "pg-boss";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { createKeyedHash } from "#lib/adapters/crypto/keyed-hash.ts";
import { createPasswordHasher } from "#lib/adapters/crypto/password.ts";
import { createFlagReader } from "#lib/adapters/flags/flag-provider.ts";
import { newId } from "#lib/adapters/ids/new-id.ts";
import { createPostgresNotifier } from "#lib/adapters/notify/postgres-notifier.ts";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { enqueueWith } from "#lib/db/jobs.ts";
import { transactOn } from "#lib/db/transact.ts";
import { type ApiScope, PERMISSIONS, type Role } from "#lib/domain/access/permissions.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import type { AccessContext, AccessRules } from "#lib/services/access-context.ts";
import { type Actor, type Source, SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import { permissionsOf } from "#lib/services/principal.ts";
import { createSoon } from "./run-soon.ts";

export interface ToolDeskOptions {
  readonly url: string;
  readonly name: string;
  readonly source: Source;
  readonly hashKey: string;
  readonly accessRules: AccessRules;
  /** The seed moves through the past; everybody else lives now. */
  readonly now?: () => Date;
}

export interface ToolUser {
  readonly id: string;
  readonly role: Role;
  /** Given when the act is done with an API key of theirs. */
  readonly key?: { readonly id: string; readonly scopes: readonly ApiScope[] };
}

export interface ToolDesk {
  readonly database: Database;
  /** Without a user it is the desk itself that acts. */
  contextFor(user?: ToolUser): AccessContext;
  /** Flags as they are stored at this moment. */
  refreshFlags(): Promise<void>;
  /** Waits for what the verbs set in motion; the first failure is thrown. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export async function openToolDesk(options: ToolDeskOptions): Promise<ToolDesk> {
  const { url, name, source } = options;
  const database = openDatabase({ url, connectionsMax: 6, applicationName: name });
  const boss = new PgBoss({ connectionString: url, migrate: false, supervise: false, schedule: false, max: 1 });
  boss.on("error", () => undefined);
  await boss.start();
  const flags = await createFlagReader(database);
  const notifier = createPostgresNotifier(database);
  const failures: unknown[] = [];
  const soon = createSoon((error) => void failures.push(error));
  const shared = {
    source,
    idempotency: null,
    clock: { now: options.now ?? (() => new Date()) },
    newId,
    transact: transactOn(database),
    database,
    enqueue: enqueueWith(boss),
    broker: createPaperBroker(database),
    flags,
    notifier,
    keyedHash: createKeyedHash(options.hashKey),
    runSoon: soon.run,
    passwords: createPasswordHasher(),
    accessRules: options.accessRules,
  };
  return {
    database,
    contextFor: (user) => ({ ...shared, ...(user === undefined ? SYSTEM : principalOf(user)), requestId: newId() }),
    refreshFlags: () => flags.refresh(),
    async drain() {
      await soon.drain();
      const [first] = failures.splice(0);
      if (first !== undefined) throw first;
    },
    async close() {
      await soon.drain();
      await notifier.drain();
      flags.close();
      await boss.stop({ graceful: false });
      await database.$disconnect();
    },
  };
}

const SYSTEM = {
  actor: { kind: "system" as const, id: SYSTEM_ACTOR_ID },
  userId: null,
  permissions: new Set(PERMISSIONS),
};

function principalOf({ id, role, key }: ToolUser) {
  const userId = asId<UserId>(id);
  // A tool has no session row; the audit names the person and the source.
  const actor: Actor =
    key === undefined
      ? { kind: "user", id: userId, sessionId: SYSTEM_ACTOR_ID }
      : { kind: "api_key", id: key.id, userId };
  return { actor, userId, permissions: permissionsOf(role, key?.scopes ?? null) };
}
