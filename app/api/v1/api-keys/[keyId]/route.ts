// DELETE: revoke a key.
import { ApiKeyParams, ApiKeyView, apiKeyView } from "#lib/contracts/api-key.ts";
import { route } from "#lib/server/route.ts";
import { revokeApiKey } from "#lib/services/api-keys/revoke-api-key.ts";

export const DELETE = route(
  {
    summary: "Revoke an API key; its next request is refused",
    tags: ["API keys"],
    permission: ["keys:own", "keys:all"],
    params: ApiKeyParams,
    answer: ApiKeyView,
    view: apiKeyView,
    idempotency: "none",
  },
  ({ ctx, params }) => revokeApiKey({ ctx, input: params }),
);
