/** All flags with their last change. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import type { FlagRecord } from "./set-flag.ts";

export async function listFlags({ ctx }: Verb<Record<string, never>>): Promise<readonly FlagRecord[]> {
  requirePermission(ctx, "flags:read");
  return ctx.database.flag.findMany({ orderBy: { key: "asc" } });
}
