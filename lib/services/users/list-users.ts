/** The desk's users, the newest first. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { notFound } from "../errors.ts";
import { toUserRecord, type UserRecord } from "./user-record.ts";

export async function listUsers({ ctx, input }: Verb<PageInput>): Promise<Page<UserRecord>> {
  requirePermission(ctx, "users:read");
  const size = pageSize(input.limit);
  const rows = await ctx.database.user.findMany({
    where: olderThan("createdAt", decodeUuidCursor(input.cursor)),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  return pageOf(rows.map(toUserRecord), size, ({ createdAt, id }) => ({ at: createdAt, id }));
}

export async function getUser({ ctx, input }: Verb<{ readonly userId: string }>): Promise<UserRecord> {
  requirePermission(ctx, "users:read");
  const row = await ctx.database.user.findUnique({ where: { id: input.userId } });
  if (row === null) throw notFound("user");
  return toUserRecord(row);
}
