/** From the moment that somebody has proven who they are, what happens is their act. */
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import type { AccessContext } from "../access-context.ts";

export function asUser(ctx: AccessContext, userId: string): AccessContext {
  const id = asId<UserId>(userId);
  return { ...ctx, actor: { kind: "user", id, sessionId: "" }, userId: id };
}
