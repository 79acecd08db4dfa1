// Imports: files of activities and of prices, looked at first and published at once.
import type { Metadata } from "next";
import { allowedPlace, readImportsPlace, rowsFilter, scopeOf } from "#components/imports/imports-address.ts";
import { ImportsDesk } from "#components/imports/imports-desk.tsx";
import { NoAccount } from "#components/orders/no-account.tsx";
import type { RawSearch } from "#components/orders/orders-address.ts";
import { importOptions, importRowsOptions, importsOptions } from "#lib/client/imports.ts";
import type { ImportScope } from "#lib/client/paths.ts";
import { toImportPage, toImportView } from "#lib/contracts/import.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import type { Context } from "#lib/services/context.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { getImport } from "#lib/services/imports/get-import.ts";
import { listImportRows } from "#lib/services/imports/list-import-rows.ts";
import { listImports } from "#lib/services/imports/list-imports.ts";
import { deskPage } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "Imports" };

type Place = ReturnType<typeof readImportsPlace>;
type Queries = Parameters<typeof Hydrated>[0]["queries"];

export default withRequestId(async function ImportsPage({
  searchParams,
}: {
  readonly searchParams: Promise<RawSearch>;
}) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), searchParams]);
  const mayImportDesk = may("market:import");
  if (account === null && !mayImportDesk) return <NoAccount title="Imports" mayOpen={may("accounts:open")} />;
  const place = allowedPlace(readImportsPlace(search), account?.id ?? null, mayImportDesk);
  const scope = scopeOf(place, account?.id ?? "");
  const mayWrite = account !== null && account.role !== null && account.role !== "viewer" && may("activities:record");
  return (
    <Hydrated queries={await readQueries(ctx, { place, scope, hidden })}>
      <ImportsDesk
        accountId={account?.id ?? null}
        accountName={account?.name ?? "the desk"}
        zone={zone}
        hidden={hidden}
        mayImport={mayWrite}
        mayImportDesk={mayImportDesk}
      />
    </Hydrated>
  );
});

interface Wanted {
  readonly place: Place;
  readonly scope: ImportScope;
  readonly hidden: boolean;
}

async function readQueries(ctx: Context, { place, scope, hidden }: Wanted): Promise<Queries> {
  const of = { kind: scope.kind, accountId: scope.accountId ?? null };
  if (place.import === undefined) {
    const page = place.cursor === undefined ? {} : { cursor: place.cursor };
    const list = toImportPage(await listImports({ ctx, input: { ...of, ...page } }));
    return [{ key: importsOptions(scope, page).queryKey, data: list }];
  }
  const input = { importId: place.import, kind: scope.kind, accountId: scope.accountId };
  const found = await orNothing(() => getImport({ ctx, input }));
  if (found === null) return [];
  const one = { key: importOptions(scope, found.id).queryKey, data: toImportView(found) };
  // Rows are full of amounts: with hidden balances they are not in the page at all.
  if (hidden || found.status === "received") return [one];
  const filter = rowsFilter(place);
  const rows = await listImportRows({ ctx, input: { ...input, ...filter } });
  return [one, { key: importRowsOptions(scope, found.id, filter).queryKey, data: rows }];
}

/** What is not there is said by the page itself, which asks again. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") return null;
    throw error;
  }
}
