/** Taking a published import back. */
import { ImportParams, ImportView, toImportView, UndoImportBody } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";

export const POST = route(
  {
    summary: "Undo an import",
    description:
      "Every activity of it is reversed, and the books read as if it had never been. Its rows may be imported again.",
    tags: ["Imports"],
    permission: "deposits:create",
    params: ImportParams,
    body: UndoImportBody,
    answer: ImportView,
    view: toImportView,
    status: 202,
  },
  ({ ctx, params, body }) =>
    undoImport({ ctx, input: { importId: params.importId, kind: "activities", accountId: params.id, ...body } }),
);
