/** Imports of closing prices and exchange rates. */
import {
  BASIS_WORDS,
  ImportPage,
  ImportView,
  PriceImportBody,
  PriceImportsQuery,
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
    summary: "List imports of prices",
    tags: ["Imports"],
    permission: "portfolio:read",
    query: PriceImportsQuery,
    answer: ImportPage,
    view: toImportPage,
  },
  ({ ctx, query: { accountId = null, ...page } }) =>
    listImports({ ctx, input: { ...page, kind: "prices", accountId } }),
);

export const POST = route(
  {
    summary: "Import closing prices and exchange rates",
    description:
      "They belong to the account that imports them; without an account they are everybody's, which takes market:import. Otherwise as the import of activities.",
    tags: ["Imports"],
    permission: ["deposits:create", "market:import"],
    body: PriceImportBody,
    bodyBytesMax: IMPORT_BYTES_MAX,
    takesCsv: true,
    answer: ImportView,
    view: toImportView,
    status: 202,
    idempotency: "required",
  },
  ({ ctx, body: { accountId, basis, ...file } }) =>
    receiveImport({
      ctx,
      input: {
        ...fileOf(file),
        kind: "prices",
        accountId: accountId === undefined ? null : asId<AccountId>(accountId),
        basis: BASIS_WORDS[basis],
      },
    }),
);
