/** Imports of activities into an account. */
import {
  ImportAccountParams,
  ImportBody,
  ImportPage,
  ImportsQuery,
  ImportView,
  toImportPage,
  toImportView,
} from "#lib/contracts/import.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { fileOf } from "#lib/server/import-input.ts";
import { IMPORT_BYTES_MAX } from "#lib/server/read-input.ts";
import { route } from "#lib/server/route.ts";
import { listImports } from "#lib/services/imports/list-imports.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";

export const GET = route(
  {
    summary: "List imports of an account",
    tags: ["Imports"],
    permission: "portfolio:read",
    params: ImportAccountParams,
    query: ImportsQuery,
    answer: ImportPage,
    view: toImportPage,
  },
  ({ ctx, params, query }) => listImports({ ctx, input: { ...query, kind: "activities", accountId: params.id } }),
);

export const POST = route(
  {
    summary: "Import activities",
    description:
      "Takes the file in and answers at once; the worker reads it, gives each row a verdict and, unless it is a dry run, publishes all of it in one transaction. Look at the import until its status is staged, published or unreadable. A file with refused rows waits unless skipRefused. The same rows again change nothing.",
    tags: ["Imports"],
    permission: "deposits:create",
    params: ImportAccountParams,
    body: ImportBody,
    bodyBytesMax: IMPORT_BYTES_MAX,
    takesCsv: true,
    answer: ImportView,
    view: toImportView,
    status: 202,
    idempotency: "required",
  },
  ({ ctx, params, body }) =>
    receiveImport({ ctx, input: { ...fileOf(body), kind: "activities", accountId: asId<AccountId>(params.id) } }),
);
