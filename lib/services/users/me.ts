/** The caller as the desk knows them, and the look of the desk that they chose. */
import type { Permission } from "#lib/domain/access/permissions.ts";
import type { AccessVerb } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { requireSelf } from "./require-self.ts";
import { toUserRecord, type UserRecord } from "./user-record.ts";

export type PreferenceValue = string | boolean;
export type Preferences = { readonly [key: string]: PreferenceValue };

export interface Me {
  readonly user: UserRecord;
  /** How the caller proved who they are. */
  readonly by: "session" | "api_key";
  readonly permissions: readonly Permission[];
  readonly preferences: Preferences;
}

export async function getMe({ ctx }: { readonly ctx: Context }): Promise<Me> {
  if (ctx.userId === null) throw new ServiceError("forbidden", "The desk itself is nobody.");
  const row = await ctx.database.user.findUniqueOrThrow({ where: { id: ctx.userId } });
  return {
    user: toUserRecord(row),
    by: ctx.actor.kind === "user" ? "session" : "api_key",
    permissions: [...ctx.permissions],
    preferences: plainPreferences(row.preferences),
  };
}

/** What is not named stays as it is. */
export async function setPreferences({ ctx, input }: AccessVerb<Preferences>): Promise<Preferences> {
  const userId = requireSelf(ctx);
  return ctx.transact(async (tx) => {
    const row = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { preferences: true } });
    const before = plainPreferences(row.preferences);
    const after = { ...before, ...input };
    const changed = Object.keys(input).filter((key) => before[key] !== after[key]);
    if (changed.length === 0) return after;
    await tx.user.update({ where: { id: userId }, data: { preferences: after } });
    const entry = { action: "user.set_preferences", entityType: "user", entityId: userId };
    await recordAudit(tx, ctx, { ...entry, before: null, after: { changed: changed.toSorted() } });
    return after;
  });
}

function plainPreferences(stored: unknown): Preferences {
  if (typeof stored !== "object" || stored === null) return {};
  const plain = Object.entries(stored).filter(
    (entry): entry is [string, PreferenceValue] => typeof entry[1] === "string" || typeof entry[1] === "boolean",
  );
  return Object.fromEntries(plain);
}
