/** The caller's own API keys, or with `keys:all` everybody's; the newest first. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { ServiceError } from "../errors.ts";
import { type KeyRecord, toKeyRecord } from "./key-record.ts";

export interface ListApiKeysInput extends PageInput {
  readonly all?: boolean | undefined;
}

export async function listApiKeys({ ctx, input }: Verb<ListApiKeysInput>): Promise<Page<KeyRecord>> {
  const all = input.all === true;
  requirePermission(ctx, all ? "keys:all" : "keys:own");
  if (!all && ctx.userId === null) throw new ServiceError("forbidden", "The desk itself has no API keys.");
  const size = pageSize(input.limit);
  const rows = await ctx.database.apiKey.findMany({
    where: {
      ...(all || ctx.userId === null ? {} : { userId: ctx.userId }),
      ...olderThan("createdAt", decodeUuidCursor(input.cursor)),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
    include: { user: { select: { name: true } } },
  });
  const now = ctx.clock.now();
  return pageOf(
    rows.map((row) => toKeyRecord(row, now)),
    size,
    ({ createdAt, id }) => ({ at: createdAt, id }),
  );
}
