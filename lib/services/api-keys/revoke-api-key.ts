/** Revokes an API key: its next request is refused. Revoking it again changes nothing. */
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";
import { type KeyRecord, keySnapshot, toKeyRecord } from "./key-record.ts";

export async function revokeApiKey({ ctx, input }: Verb<{ readonly keyId: string }>): Promise<KeyRecord> {
  if (!ctx.permissions.has("keys:all")) requirePermission(ctx, "keys:own");
  const now = ctx.clock.now();
  return ctx.transact(async (tx) => {
    const include = { user: { select: { name: true } } } as const;
    const row = await tx.apiKey.findUnique({ where: { id: input.keyId }, include });
    if (row === null || (row.userId !== ctx.userId && !ctx.permissions.has("keys:all"))) throw notFound("API key");
    const before = toKeyRecord(row, now);
    const changed = await tx.apiKey.updateMany({ where: { id: row.id, revokedAt: null }, data: { revokedAt: now } });
    if (changed.count === 0)
      return toKeyRecord(await tx.apiKey.findUniqueOrThrow({ where: { id: row.id }, include }), now);
    const after = toKeyRecord({ ...row, revokedAt: now }, now);
    const entry = { action: "api_key.revoke", entityType: "api_key", entityId: row.id };
    await recordAudit(tx, ctx, { ...entry, before: keySnapshot(before), after: keySnapshot(after) });
    return after;
  });
}
