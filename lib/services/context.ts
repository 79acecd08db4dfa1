/** What every verb is given: who acts, from where, under which clock, and the only way to write. */
import type { Database } from "#lib/db/client.ts";
import type { Enqueue } from "#lib/db/jobs.ts";
import type { Transact } from "#lib/db/transact.ts";
import type { Permission } from "#lib/domain/access/permissions.ts";
import type { UserId } from "#lib/domain/shared/ids.ts";
import type { Broker } from "#lib/ports/broker.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { FlagReader } from "#lib/ports/flag-reader.ts";
import type { KeyedHash } from "#lib/ports/keyed-hash.ts";
import type { Notifier } from "#lib/ports/notifier.ts";

export type Source = "api" | "ui" | "cli" | "agent" | "gateway" | "system";

export type Actor =
  | { readonly kind: "user"; readonly id: UserId; readonly sessionId: string }
  | { readonly kind: "api_key"; readonly id: string; readonly userId: UserId }
  | { readonly kind: "agent"; readonly id: string; readonly userId: UserId }
  | { readonly kind: "system"; readonly id: string };

/** Where an idempotency key came with the call: the claim and the stored answer are part of the verb's transaction. */
export interface IdempotencyClaim {
  readonly key: string;
  readonly route: string;
  /** SHA-256 of method, route and canonical body, in hex. */
  readonly fingerprint: string;
  /** The answer that this result becomes on the wire: stored with the effect, so that a retry hears the very same. */
  readonly render: (result: unknown) => { readonly status: number; readonly body: unknown };
}

export interface Context {
  readonly actor: Actor;
  /** The person whose rights count: the user, or the owner of the key; null for the system itself. */
  readonly userId: UserId | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly source: Source;
  readonly requestId: string;
  readonly idempotency: IdempotencyClaim | null;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly transact: Transact;
  /** For reads that need no transaction. */
  readonly database: Database;
  readonly enqueue: Enqueue;
  readonly broker: Broker;
  readonly flags: FlagReader;
  readonly notifier: Notifier;
  readonly keyedHash: KeyedHash;
  /** The process that took an order sends it on at once when the flag says so; the queue is the way that survives a crash. */
  readonly runSoon: (work: () => Promise<void>) => void;
}

export interface Verb<Input> {
  readonly ctx: Context;
  readonly input: Input;
}

/** The desk itself, in audit rows and orders. */
export const SYSTEM_ACTOR_ID = "00000000-0000-7000-8000-000000000000";
