/** The API's own description, OpenAPI 3.1. */
import { apiDocument, DOCUMENT_ABOUT } from "#lib/server/openapi/document.ts";
import { ownVersion } from "#lib/server/own-version.ts";
import { publicRoute } from "#lib/server/public-route.ts";
import { routeTable } from "../route-table.ts";

export const dynamic = "force-dynamic";

let text: string | undefined;

export const GET = publicRoute(DOCUMENT_ABOUT, () => {
  text ??= JSON.stringify(apiDocument(routeTable, ownVersion()));
  return new Response(text, { status: 200, headers: { "content-type": "application/json" } });
});
