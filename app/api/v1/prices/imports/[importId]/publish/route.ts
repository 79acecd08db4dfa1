/** Publishing an import of prices that is staged. */
import { ImportView, PriceImportParams, PublishImportBody, toImportView } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { publishImport } from "#lib/services/imports/publish-import.ts";

export const POST = route(
  {
    summary: "Publish an import of prices",
    description: "All of it in one transaction, or nothing. Refused rows stand in the way unless skipRefused.",
    tags: ["Imports"],
    permission: ["deposits:create", "market:import"],
    params: PriceImportParams,
    body: PublishImportBody,
    answer: ImportView,
    view: toImportView,
    status: 202,
  },
  ({ ctx, params, body }) => publishImport({ ctx, input: { importId: params.importId, kind: "prices", ...body } }),
);
