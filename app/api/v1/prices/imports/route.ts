/** Imports of closing prices and exchange rates. */
import { BASIS_WORDS, PriceImportBody, PriceImportsQuery } from "#lib/contracts/import.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { fileOf } from "#lib/server/import-input.ts";
import { LISTING, RECEIVING } from "#lib/server/import-routes.ts";
import { route } from "#lib/server/route.ts";
import { listImports } from "#lib/services/imports/list-imports.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";

export const GET = route(
  { ...LISTING, summary: "List imports of prices", query: PriceImportsQuery },
  ({ ctx, query: { accountId = null, ...page } }) =>
    listImports({ ctx, input: { ...page, kind: "prices", accountId } }),
);

export const POST = route(
  {
    ...RECEIVING,
    summary: "Import closing prices and exchange rates",
    description:
      "They belong to the account that imports them; without an account they are everybody's, which takes market:import. Otherwise as the import of activities.",
    permission: ["activities:record", "market:import"],
    body: PriceImportBody,
  },
  ({ ctx, body: { accountId, basis, ...file } }) => {
    const whose = accountId === undefined ? null : asId<AccountId>(accountId);
    return receiveImport({
      ctx,
      input: { ...fileOf(file), kind: "prices", accountId: whose, basis: BASIS_WORDS[basis] },
    });
  },
);
