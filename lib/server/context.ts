/** Makes a verb's context from who is calling. */
import type { AccessContext } from "#lib/services/access-context.ts";
import { type Actor, type IdempotencyClaim, type Source, SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import type { Principal } from "#lib/services/principal.ts";
import type { Services } from "./services.ts";

export interface ContextRequest {
  readonly requestId: string;
  readonly idempotency?: IdempotencyClaim | null;
}

/** Keys speak for programs, cookies for the pages. */
export function sourceOf(principal: Principal): Source {
  return principal.kind === "api_key" ? "api" : "ui";
}

export function contextFor(principal: Principal, request: ContextRequest, services: Services): AccessContext {
  const { user } = principal;
  const actor: Actor =
    principal.kind === "session"
      ? { kind: "user", id: user.id, sessionId: principal.sessionId }
      : { kind: "api_key", id: principal.keyId, userId: user.id };
  return {
    ...parts(request, services),
    actor,
    userId: user.id,
    permissions: principal.permissions,
    source: sourceOf(principal),
  };
}

/** Before anybody is known: for signing in and for one-time links. No permission, so every other verb refuses. */
export function anonymousContext(request: ContextRequest, services: Services): AccessContext {
  return {
    ...parts(request, services),
    actor: { kind: "system", id: SYSTEM_ACTOR_ID },
    userId: null,
    permissions: new Set(),
    source: "ui",
  };
}

function parts({ requestId, idempotency = null }: ContextRequest, services: Services) {
  const { settings } = services;
  return {
    requestId,
    idempotency,
    clock: services.clock,
    newId: services.newId,
    transact: services.transact,
    database: services.database,
    enqueue: services.enqueue,
    broker: services.broker,
    flags: services.flags,
    notifier: services.notifier,
    keyedHash: services.keyedHash,
    runSoon: services.runSoon,
    passwords: services.passwords,
    accessRules: {
      sessionIdleMinutes: settings.SESSION_IDLE_MINUTES,
      sessionMaxHours: settings.SESSION_MAX_HOURS,
      signInFailuresMax: settings.LIMIT_SIGN_INS,
    },
  };
}
