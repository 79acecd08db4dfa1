// Making and revoking API keys.
import { type Outcome, send } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { ApiKeyJson } from "#lib/contracts/api-key.ts";
import type { ApiScope } from "#lib/domain/access/permissions.ts";

interface NewKey {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresInDays: number | null;
  readonly tier?: "premium";
}

export interface KeyCreated {
  readonly key: ApiKeyJson;
  readonly secret: string;
}

export function createKey(body: NewKey): Promise<Outcome<KeyCreated>> {
  return send(paths.apiKeys({}), { method: "POST", body });
}

export function revokeKey(keyId: string): Promise<Outcome<ApiKeyJson>> {
  return send(paths.apiKey(keyId), { method: "DELETE" });
}
