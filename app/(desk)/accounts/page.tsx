// Accounts: one's own with what is in them; for administrators also everybody's. One of them opens in a drawer.
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AccountDrawer } from "#components/accounts/account-drawer.tsx";
import { AccountsTable } from "#components/accounts/accounts-table.tsx";
import { OpenAccountForm } from "#components/accounts/open-account-form.tsx";
import { readPreferences } from "#components/shell/preferences.ts";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RouteDrawer } from "#components/ui/route-drawer.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { type AccountView, toAccountPage } from "#lib/contracts/account.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { type PageContext, pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { listMembers } from "#lib/services/accounts/list-members.ts";
import { depositAction, openAccountAction } from "./actions.ts";

export const metadata: Metadata = { title: "Accounts" };

interface AccountsPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

async function readAccounts(page: PageContext, all: boolean): Promise<readonly AccountView[]> {
  const input = { limit: 200, valued: true, ...(all ? { all } : {}) };
  return toAccountPage(await listAccounts({ ctx: page.ctx, input })).items;
}

export default withRequestId(async function AccountsPage({ searchParams }: AccountsPageProps) {
  const [page, search, jar] = await Promise.all([pageContext(), searchParams, cookies()]);
  const { zone, hideBalances } = readPreferences((name) => jar.get(name)?.value);
  const may = (permission: string) => page.user.permissions.some((each) => each === permission);
  const all = search["show"] === "all" && may("accounts:all");
  const accounts = await readAccounts(page, all);
  const base = all ? "/accounts?show=all" : "/accounts";
  const open = search["open"];
  const selected = accounts.find(({ id }) => id === open);
  return (
    <>
      <PageHead
        title="Accounts"
        note="Paper accounts trade by real rules without real money; books keep a history that was imported."
      >
        {may("accounts:open") && (
          <LinkButton href={`${base}${all ? "&" : "?"}open=new`} variant="primary" scroll={false}>
            Open an account
          </LinkButton>
        )}
      </PageHead>
      {may("accounts:all") && (
        <Tabs
          label="Whose accounts"
          items={[
            { href: "/accounts", label: "Mine", count: page.accounts.length, current: !all },
            { href: "/accounts?show=all", label: "All of the desk", current: all },
          ]}
        />
      )}
      <Card flush className="mt-3">
        {accounts.length === 0 ? (
          <NoAccounts mayOpen={may("accounts:open")} />
        ) : (
          <AccountsTable
            accounts={hideBalances ? accounts.map(withoutAmounts) : accounts}
            currentId={page.account?.id ?? null}
            selectedId={selected?.id}
            zone={zone}
            hidden={hideBalances}
            rowHref={`${base}${all ? "&" : "?"}open=`}
          />
        )}
      </Card>
      {open === "new" && may("accounts:open") && (
        <RouteDrawer title="Open an account" closeHref={base}>
          <OpenAccountForm open={openAccountAction} />
        </RouteDrawer>
      )}
      {selected !== undefined && (
        <RouteDrawer title={selected.name} closeHref={base}>
          <AccountDrawer
            account={hideBalances ? withoutAmounts(selected) : selected}
            members={await listMembers({ ctx: page.ctx, input: { accountId: asId<AccountId>(selected.id) } })}
            self={page.user.id}
            zone={zone}
            hidden={hideBalances}
            mayEditTrading={may("risk:edit")}
            mayEditBooks={may("deposits:create")}
            deposit={
              may("deposits:create") && selected.role !== null && selected.role !== "viewer" ? depositAction : null
            }
          />
        </RouteDrawer>
      )}
    </>
  );
});

function NoAccounts({ mayOpen }: { mayOpen: boolean }) {
  return mayOpen ? (
    <EmptyState
      kind="unused"
      title="No account yet"
      action={{ href: "/accounts?open=new", label: "Open a paper account" }}
    >
      An account holds cash and positions. Give it a name and a deposit, and trade.
    </EmptyState>
  ) : (
    <EmptyState kind="forbidden" title="No account to look at" action={{ href: "/settings", label: "Go to settings" }}>
      Your role may look at accounts but not open one. Ask an account's owner to make you a member.
    </EmptyState>
  );
}

/** Hidden balances do not leave the server. */
function withoutAmounts(account: AccountView): AccountView {
  return { ...account, cash: "0", held: "0", credit: "0", buyingPower: "0", equity: "0" };
}
