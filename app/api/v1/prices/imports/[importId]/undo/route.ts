/** Taking a published import of prices back. */
import { ImportView, PriceImportParams, toImportView, UndoImportBody } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";

export const POST = route(
  {
    summary: "Undo an import of prices",
    description:
      "Its closes are taken out, and those that they took the place of are put back; a close that was imported over since stays.",
    tags: ["Imports"],
    permission: ["deposits:create", "market:import"],
    params: PriceImportParams,
    body: UndoImportBody,
    answer: ImportView,
    view: toImportView,
    status: 202,
  },
  ({ ctx, params, body }) => undoImport({ ctx, input: { importId: params.importId, kind: "prices", ...body } }),
);
