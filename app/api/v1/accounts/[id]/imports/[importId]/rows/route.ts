/** The rows of an import with their verdicts. */
import { ImportParams, ImportRowPage, ImportRowsQuery } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { listImportRows } from "#lib/services/imports/list-import-rows.ts";

export const GET = route(
  {
    summary: "List the rows of an import with their verdicts",
    tags: ["Imports"],
    permission: "portfolio:read",
    params: ImportParams,
    query: ImportRowsQuery,
    answer: ImportRowPage,
  },
  ({ ctx, params, query }) =>
    listImportRows({ ctx, input: { ...query, importId: params.importId, kind: "activities", accountId: params.id } }),
);
