/** All flags with their last change. */
import { actorNames } from "../actor-names.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import type { FlagRecord } from "./set-flag.ts";

export interface ListedFlag extends FlagRecord {
  readonly updatedByName: string | null;
}

export async function listFlags({ ctx }: Verb<Record<string, never>>): Promise<readonly ListedFlag[]> {
  requirePermission(ctx, "flags:read");
  const flags = await ctx.database.flag.findMany({ orderBy: { key: "asc" } });
  const nameOf = await actorNames(
    ctx.database,
    flags.map(({ updatedBy }) => updatedBy),
  );
  return flags.map((flag) => ({ ...flag, updatedByName: nameOf(flag.updatedBy) }));
}
