/** One import of activities. */
import { ImportParams, ImportView, toImportView } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { discardImport } from "#lib/services/imports/discard-import.ts";
import { getImport } from "#lib/services/imports/get-import.ts";

export const GET = route(
  {
    summary: "Get an import",
    tags: ["Imports"],
    permission: "portfolio:read",
    params: ImportParams,
    answer: ImportView,
    view: toImportView,
  },
  ({ ctx, params }) => getImport({ ctx, input: { ...params, kind: "activities", accountId: params.id } }),
);

export const DELETE = route(
  {
    summary: "Discard an import that was not published",
    tags: ["Imports"],
    permission: "deposits:create",
    params: ImportParams,
    answer: ImportView,
    view: toImportView,
  },
  ({ ctx, params }) => discardImport({ ctx, input: { ...params, kind: "activities", accountId: params.id } }),
);
