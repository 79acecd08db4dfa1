/** Imports of activities into an account. */
import { ImportAccountParams, ImportBody, ImportsQuery } from "#lib/contracts/import.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { fileOf } from "#lib/server/import-input.ts";
import { LISTING, RECEIVING } from "#lib/server/import-routes.ts";
import { route } from "#lib/server/route.ts";
import { listImports } from "#lib/services/imports/list-imports.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";

export const GET = route(
  { ...LISTING, summary: "List imports of an account", params: ImportAccountParams, query: ImportsQuery },
  ({ ctx, params, query }) => listImports({ ctx, input: { ...query, kind: "activities", accountId: params.id } }),
);

export const POST = route(
  {
    ...RECEIVING,
    summary: "Import activities",
    description:
      "Takes the file in and answers at once; the worker reads it, gives each row a verdict and, unless it is a dry run, publishes all of it in one transaction. Look at the import until its status is staged, published or unreadable. A file with refused rows waits unless skipRefused. The same rows again change nothing.",
    permission: "activities:record",
    params: ImportAccountParams,
    body: ImportBody,
  },
  ({ ctx, params, body }) =>
    receiveImport({ ctx, input: { ...fileOf(body), kind: "activities", accountId: asId<AccountId>(params.id) } }),
);
