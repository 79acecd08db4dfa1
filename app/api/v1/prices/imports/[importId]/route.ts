/** One import of prices. */
import { ImportView, PriceImportParams, toImportView } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { discardImport } from "#lib/services/imports/discard-import.ts";
import { getImport } from "#lib/services/imports/get-import.ts";

export const GET = route(
  {
    summary: "Get an import of prices",
    tags: ["Imports"],
    permission: "portfolio:read",
    params: PriceImportParams,
    answer: ImportView,
    view: toImportView,
  },
  ({ ctx, params }) => getImport({ ctx, input: { importId: params.importId, kind: "prices" } }),
);

export const DELETE = route(
  {
    summary: "Discard an import of prices that was not published",
    tags: ["Imports"],
    permission: ["deposits:create", "market:import"],
    params: PriceImportParams,
    answer: ImportView,
    view: toImportView,
  },
  ({ ctx, params }) => discardImport({ ctx, input: { importId: params.importId, kind: "prices" } }),
);
