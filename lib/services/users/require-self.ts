/** For what people do about themselves: a person's session, not one of their keys. */
import type { UserId } from "#lib/domain/shared/ids.ts";
import type { AccessContext } from "../access-context.ts";
import { ServiceError } from "../errors.ts";

export function requireSelf(ctx: AccessContext): UserId {
  if (ctx.actor.kind === "user") return ctx.actor.id;
  throw new ServiceError("forbidden", "Only a signed-in person can do this; an API key cannot.");
}
