// API keys: one's own, and for admins everybody's.
import type { Metadata } from "next";
import { KeysPanel } from "#components/keys/keys-panel.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { apiKeysOptions } from "#lib/client/people.ts";
import { ApiKeyQuery, apiKeyPageView } from "#lib/contracts/api-key.ts";
import { listApiKeys } from "#lib/services/api-keys/list-api-keys.ts";
import { deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [{ ctx, user, account, may, zone }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (!may("keys:own")) return <NotPermitted title="API keys" who="people with a role" />;
  const all = search["show"] === "all" && may("keys:all");
  const cursor = ApiKeyQuery.safeParse({ cursor: search["cursor"] }).success ? search["cursor"] : undefined;
  const filter = { ...(all ? { all: "true" as const } : {}), ...(cursor === undefined ? {} : { cursor }) };
  const keys = apiKeyPageView(await listApiKeys({ ctx, input: { all, cursor } }));
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
}
