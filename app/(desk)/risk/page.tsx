// Risk of the chosen account: what is at stake, its limits and their use, and what they have stopped.
import type { Metadata } from "next";
import { BookHasNone } from "#components/orders/book-has-none.tsx";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { AccountPicker } from "#components/risk/account-picker.tsx";
import { RiskPanel } from "#components/risk/risk-panel.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NotPermitted } from "#components/ui/not-permitted.tsx";
import { portfolioOptions } from "#lib/client/portfolio.ts";
import { breachesOptions, haltsOptions, riskLimitsOptions } from "#lib/client/risk.ts";
import { toPortfolioView } from "#lib/contracts/portfolio.ts";
import { type RiskLimitsView, toBreachPage, toHaltPage, toRiskLimitsView } from "#lib/contracts/risk.ts";
import { drawdownOf } from "#lib/domain/portfolio/drawdown.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import type { AccountView } from "#lib/services/accounts/account-view.ts";
import { listAccounts } from "#lib/services/accounts/list-accounts.ts";
import { listHalts } from "#lib/services/halts/list-halts.ts";
import { getEquitySeries } from "#lib/services/portfolio/get-equity-series.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";
import { listBreaches } from "#lib/services/risk/list-breaches.ts";
import { listLimits } from "#lib/services/risk/list-limits.ts";
import { byCursor, type DeskPage, deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { setLimitAction } from "./actions.ts";

export const metadata: Metadata = { title: "Risk" };

export default withRequestId(async function RiskPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const [page, { cursor, account: wanted }] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (!page.may("risk:read")) return <NotPermitted title="Risk" who="people with an account" />;
  // A book has no orders that a limit could stop.
  const accounts = (await readAccounts(page)).filter(({ kind }) => kind === "paper");
  const account = accounts.find(({ id }) => id === wanted) ?? page.account ?? accounts[0];
  if (account === undefined) return <NoAccount mayOpen={page.may("accounts:open")} />;
  if (account.kind === "book") return <BookHasNone title="Risk" name={account.name} without="no limits" />;
  return <AccountRisk page={page} account={account} accounts={accounts} cursor={cursor} />;
});

/** Who watches over the desk sees the risk of every account, also without being a member. */
async function readAccounts({ ctx, may, accounts }: DeskPage): Promise<readonly AccountView[]> {
  if (!may("accounts:all")) return accounts;
  return (await listAccounts({ ctx, input: { all: true, limit: 200 } })).items;
}

interface AccountRiskProps {
  readonly page: DeskPage;
  readonly account: AccountView;
  readonly accounts: readonly AccountView[];
  readonly cursor: string | undefined;
}

const AccountRisk = withRequestId(async function AccountRisk({
  page: { ctx, may, zone, hidden },
  account,
  accounts,
  cursor,
}: AccountRiskProps) {
  const accountId = account.id;
  const [summary, limits, { at, page: breachPage }, halts, series] = await Promise.all([
    getPortfolioSummary({ ctx, input: { accountId } }),
    listLimits({ ctx, input: { accountId } }),
    byCursor(cursor, async (at) => toBreachPage(await listBreaches({ ctx, input: { accountId, ...at } }))),
    listHalts({ ctx, input: { inForce: true } }),
    getEquitySeries({ ctx, input: { accountId, range: "All" } }),
  ]);
  const portfolio = toPortfolioView(summary);
  const allLimits = toRiskLimitsView(limits);
  const shownLimits = hidden ? withoutUse(allLimits) : allLimits;
  const haltPage = toHaltPage(halts);
  const drawdown = drawdownOf(series.points);
  const queries = [
    { key: breachesOptions({ accountId, ...at }).queryKey, data: breachPage },
    { key: haltsOptions({ inForce: true }).queryKey, data: haltPage },
    // Hidden figures are not in the page: then the cache starts without them.
    ...(hidden
      ? []
      : [
          { key: portfolioOptions(accountId).queryKey, data: portfolio },
          { key: riskLimitsOptions(accountId).queryKey, data: allLimits },
        ]),
  ];
  return (
    <>
      <PageHead title="Risk" note={`Limits of ${account.name}`}>
        <MarketBadge source={portfolio.marketSource} accountId={accountId} zone={zone} />
        {accounts.length > 1 && (
          <AccountPicker accounts={accounts.map(({ id, name }) => ({ id, name }))} currentId={accountId} />
        )}
      </PageHead>
      <Hydrated queries={queries}>
        <RiskPanel
          key={accountId}
          account={{ id: accountId, name: account.name }}
          portfolio={hidden ? null : portfolio}
          currency={portfolio.currency}
          limits={shownLimits}
          breaches={breachPage}
          cursor={at.cursor ?? null}
          halts={haltPage}
          drawdown={drawdown === null || hidden ? null : { now: toPlain(drawdown.now), worst: toPlain(drawdown.worst) }}
          zone={zone}
          mayEdit={may("risk:edit")}
          save={setLimitAction}
        />
      </Hydrated>
    </>
  );
});

/** What is used of an amount of money is a balance; how many orders work is not. */
function withoutUse(limits: RiskLimitsView): RiskLimitsView {
  const counts = new Set<string>(["max_open_orders", "max_orders_per_minute"]);
  return { items: limits.items.map((limit) => (counts.has(limit.rule) ? limit : { ...limit, used: null })) };
}

function NoAccount({ mayOpen }: { readonly mayOpen: boolean }) {
  return (
    <>
      <PageHead title="Risk" />
      <Card>
        {mayOpen ? (
          <EmptyState
            kind="unused"
            title="No account yet"
            action={{ href: "/accounts?open=new", label: "Open a paper account" }}
          >
            Limits belong to an account and come with it.
          </EmptyState>
        ) : (
          <EmptyState
            kind="forbidden"
            title="No account to look at"
            action={{ href: "/settings", label: "Go to settings" }}
          >
            Ask an account&apos;s owner to make you a member.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
