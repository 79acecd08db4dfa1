/** Makes an API key. Its text leaves here once; the database knows only its hash. */
import { type ApiScope, grantableScopes, isRole } from "#lib/domain/access/permissions.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { type KeyRecord, keySnapshot, toKeyRecord } from "./key-record.ts";
import { newKey } from "./key-text.ts";

export interface CreateApiKeyInput {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Somebody else's key, and a premium one, need the permission `keys:all`. */
  readonly userId?: string | undefined;
  readonly tier?: "standard" | "premium" | undefined;
  /** Ninety days unless told; null is never. */
  readonly expiresInDays?: number | null | undefined;
}

export interface ApiKeyCreated {
  readonly key: KeyRecord;
  readonly secret: string;
}

const DAY_MS = 24 * 3_600_000;
const DAYS_DEFAULT = 90;

export async function createApiKey({ ctx, input }: Verb<CreateApiKeyInput>): Promise<ApiKeyCreated> {
  const { tier = "standard", expiresInDays = DAYS_DEFAULT } = input;
  const userId = input.userId ?? ctx.userId;
  if (userId === null)
    throw new ServiceError("invalid", "Name the user whose key this is.", {
      errors: [{ pointer: "/userId", detail: "is missing" }],
    });
  requirePermission(ctx, userId === ctx.userId && tier === "standard" ? "keys:own" : "keys:all");
  const { text, prefix, secretHash } = newKey();
  const createdAt = ctx.clock.now();
  const key = await ctx.transact(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { role: true, status: true } });
    if (user === null || user.status !== "active") throw notFound("user");
    requireGrantable(user.role, input.scopes);
    const row = await tx.apiKey.create({
      data: {
        id: ctx.newId(),
        userId,
        name: input.name,
        prefix,
        secretHash,
        scopes: [...new Set(input.scopes)],
        tier,
        createdAt,
        expiresAt: expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS),
      },
      include: { user: { select: { name: true } } },
    });
    const record = toKeyRecord(row, createdAt);
    await recordAudit(tx, ctx, {
      action: "api_key.create",
      entityType: "api_key",
      entityId: record.id,
      before: null,
      after: keySnapshot(record),
    });
    return record;
  });
  return { key, secret: text };
}

function requireGrantable(role: string, scopes: readonly ApiScope[]): void {
  invariant(isRole(role), "a user's role is one of the closed list");
  const grantable = grantableScopes(role);
  const beyond = scopes.find((scope) => !grantable.includes(scope));
  if (beyond === undefined && scopes.length > 0) return;
  throw new ServiceError("invalid", `A ${role}'s key may have the scopes ${grantable.join(", ")}.`, {
    errors: [
      {
        pointer: "/scopes",
        detail:
          beyond === undefined ? "names no scope" : `"${beyond}" is beyond the role; take of ${grantable.join(", ")}`,
      },
    ],
  });
}
