// GET: API keys. POST: a new one, whose text is in this answer only.
import {
  ApiKeyCreatedView,
  ApiKeyPage,
  ApiKeyQuery,
  apiKeyCreatedView,
  apiKeyPageView,
  CreateApiKeyBody,
} from "#lib/contracts/api-key.ts";
import { route } from "#lib/server/route.ts";
import { createApiKey } from "#lib/services/api-keys/create-api-key.ts";
import { listApiKeys } from "#lib/services/api-keys/list-api-keys.ts";

export const GET = route(
  {
    summary: "List API keys",
    tags: ["API keys"],
    permission: ["keys:own", "keys:all"],
    query: ApiKeyQuery,
    answer: ApiKeyPage,
    view: apiKeyPageView,
  },
  ({ ctx, query }) => listApiKeys({ ctx, input: query }),
);

export const POST = route(
  {
    summary: "Make an API key; it is shown in this answer only",
    tags: ["API keys"],
    permission: ["keys:own", "keys:all"],
    body: CreateApiKeyBody,
    status: 201,
    answer: ApiKeyCreatedView,
    view: apiKeyCreatedView,
    // The answer holds the secret: it is not kept.
    idempotency: "none",
  },
  ({ ctx, body }) => createApiKey({ ctx, input: body }),
);
