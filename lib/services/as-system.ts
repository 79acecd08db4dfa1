/** The desk acting by itself: what happens to an order after it was accepted is not the trader's act. */
import { PERMISSIONS, type Permission } from "#lib/domain/access/permissions.ts";
import { type Context, SYSTEM_ACTOR_ID } from "./context.ts";

const EVERYTHING: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** Keeps the request id, so that what a request set in motion can be found by it. */
export function asSystem<C extends Context>(ctx: C): C {
  return {
    ...ctx,
    actor: { kind: "system", id: SYSTEM_ACTOR_ID },
    userId: null,
    permissions: EVERYTHING,
    source: "system",
    idempotency: null,
  };
}
