/** API keys on the wire: everything but the secret, which is in the answer that makes one and nowhere else. */
import { z } from "zod";
import { API_SCOPE_NAMES } from "#lib/domain/access/permissions.ts";
import { Id, Instant, pageOf, pageQuery } from "./common.ts";

const Scope = z.enum(API_SCOPE_NAMES).meta({ id: "ApiScope" });
const Tier = z.enum(["standard", "premium"]);

export const ApiKeyView = z
  .strictObject({
    id: Id,
    userId: Id,
    userName: z.string(),
    name: z.string(),
    prefix: z
      .string()
      .meta({ description: "How the key begins: enough to tell it from others.", example: "blst_k3J8s0Qa" }),
    scopes: z.array(Scope),
    tier: Tier,
    status: z.enum(["active", "expired", "revoked"]),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    lastUsedAddress: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });
export const ApiKeyPage = pageOf(ApiKeyView).meta({ id: "ApiKeyPage" });

export const ApiKeyCreatedView = z
  .strictObject({ key: ApiKeyView, secret: z.string().meta({ description: "The key itself. Shown this once." }) })
  .meta({ id: "ApiKeyCreated" });

export const CreateApiKeyBody = z
  .strictObject({
    name: z.string().trim().min(1, "must not be empty").max(80),
    scopes: z.array(Scope).min(1, "must name at least one scope").max(API_SCOPE_NAMES.length),
    userId: Id.optional().meta({ description: "Whose key; the caller's own unless told. Others need keys:all." }),
    tier: Tier.optional(),
    expiresInDays: z
      .int()
      .min(1)
      .max(3650)
      .nullable()
      .optional()
      .meta({ description: "90 unless told; null is never." }),
  })
  .meta({ id: "CreateApiKey" });

export const ApiKeyQuery = z.strictObject({
  ...pageQuery,
  all: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({ description: "Everybody's keys; needs keys:all." }),
});
export const ApiKeyParams = z.strictObject({ keyId: Id });

interface KeyLike {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly z.infer<typeof Scope>[];
  readonly tier: "standard" | "premium";
  readonly status: "active" | "expired" | "revoked";
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
}

export type ApiKeyJson = z.infer<typeof ApiKeyView>;

export function apiKeyView({ createdAt, expiresAt, revokedAt, lastUsedAt, scopes, ...rest }: KeyLike): ApiKeyJson {
  return {
    ...rest,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

export function apiKeyPageView(page: { readonly items: readonly KeyLike[]; readonly nextCursor: string | null }) {
  return { items: page.items.map(apiKeyView), nextCursor: page.nextCursor };
}

export function apiKeyCreatedView({ key, secret }: { readonly key: KeyLike; readonly secret: string }) {
  return { key: apiKeyView(key), secret };
}
