// Halts: what is in force and who may resume, and every halt of the past.
import type { Metadata } from "next";
import { cache } from "react";
import { haltScopes } from "#components/halts/halt-scope.ts";
import { HaltsPanel } from "#components/halts/halts-panel.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { haltsOptions } from "#lib/client/risk.ts";
import { toHaltPage } from "#lib/contracts/risk.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { listHalts } from "#lib/services/halts/list-halts.ts";
import { byCursor, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

/** Read once for the page and its title. */
const readInForce = cache(async () => {
  const { ctx } = await deskPage();
  return toHaltPage(await listHalts({ ctx, input: { inForce: true } }));
});

export const generateMetadata = withRequestId(async function generateMetadata(): Promise<Metadata> {
  const { may } = await deskPage();
  if (!may("halts:read")) return { title: "Halts" };
  const { length } = (await readInForce()).items;
  return { title: length === 0 ? "Halts" : `${length} ${length === 1 ? "halt" : "halts"} in force` };
});

export default withRequestId(async function HaltsPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [page, { cursor }] = await Promise.all([deskPage(), readSearch(searchParams)]);
  const { ctx, user, account, may, zone } = page;
  if (!may("halts:read")) return <NotPermitted title="Halts" who="people with an account" />;
  const [inForce, { at, page: past }, others] = await Promise.all([
    readInForce(),
    byCursor(cursor, async (at) => toHaltPage(await listHalts({ ctx, input: { inForce: false, ...at } }))),
    may("accounts:all") ? listAccounts({ ctx, input: { all: true, limit: 200 } }) : { items: [] },
  ]);
  const queries = [
    { key: haltsOptions({ inForce: true }).queryKey, data: inForce },
    { key: haltsOptions({ inForce: false, ...at }).queryKey, data: past },
  ];
  return (
    <Hydrated queries={queries}>
      <HaltsPanel
        inForce={inForce}
        past={past}
        cursor={at.cursor ?? null}
        scopes={haltScopes({ permissions: user.permissions, account, others: others.items })}
        userId={user.id}
        mayLiftAll={may("halts:set:desk")}
        mayLiftOwn={may("halts:set:account")}
        zone={zone}
      />
    </Hydrated>
  );
});
