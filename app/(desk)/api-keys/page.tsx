// API keys: one's own, and for admins everybody's.
import type { Metadata } from "next";
import { KeysPanel } from "#components/keys/keys-panel.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { apiKeysOptions } from "#lib/client/people.ts";
import { apiKeyPageView } from "#lib/contracts/api-key.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listApiKeys } from "#lib/services/api-keys/list-api-keys.ts";
import { byCursor, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "API keys" };

export default withRequestId(async function ApiKeysPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, user, account, may, zone }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (!may("keys:own")) return <NotPermitted title="API keys" who="people with a role" />;
  const all = search["show"] === "all" && may("keys:all");
  const { at, page: keys } = await byCursor(search["cursor"], async (at) =>
    apiKeyPageView(await listApiKeys({ ctx, input: { all, ...at } })),
  );
  const filter = { ...(all ? { all: "true" as const } : {}), ...at };
  return (
    <Hydrated queries={[{ key: apiKeysOptions(filter).queryKey, data: keys }]}>
      <KeysPanel
        key={all ? "all" : "own"}
        initial={keys}
        filter={filter}
        role={user.role}
        mayAll={may("keys:all")}
        accountId={account?.id ?? null}
        zone={zone}
      />
    </Hydrated>
  );
});
