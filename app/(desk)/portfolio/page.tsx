// The portfolio: what the account is worth, how it got there, and what it holds.
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { OpenAccountForm } from "#components/accounts/open-account-form.tsx";
import { formatMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import { type EquityRange, rangeOf } from "#components/portfolio/equity-range.ts";
import { hideAmounts } from "#components/portfolio/hide-amounts.ts";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { PortfolioScreen } from "#components/portfolio/portfolio-screen.tsx";
import { readPreferences } from "#components/shell/preferences.ts";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { equityOptions, portfolioOptions } from "#lib/client/portfolio.ts";
import { toEquitySeriesView, toPortfolioView } from "#lib/contracts/portfolio.ts";
import { type PageContext, pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { getEquitySeries } from "#lib/services/portfolio/get-equity-series.ts";
import { openAccountAction } from "../accounts/actions.ts";
import { readPortfolioOnce } from "./read-portfolio.ts";

interface PortfolioPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The tab's title carries the figure, unless balances are hidden. */
export const generateMetadata = withRequestId(async function generateMetadata(): Promise<Metadata> {
  const [{ account }, jar] = await Promise.all([pageContext(), cookies()]);
  if (account === null) return { title: "Portfolio" };
  const { hideBalances } = readPreferences((name) => jar.get(name)?.value);
  const { currency, summary } = toPortfolioView(await readPortfolioOnce(account.id));
  const today = summary.dayPnlFraction === null ? "" : `${formatPercent(summary.dayPnlFraction, { signed: true })} `;
  const equity = hideBalances ? "" : `${formatMoney(summary.equity, { currency })} `;
  return { title: `${equity}${today}Portfolio` };
});

export default withRequestId(async function PortfolioPage({ searchParams }: PortfolioPageProps) {
  const [page, search] = await Promise.all([pageContext(), searchParams]);
  if (page.account === null) return <NoAccount page={page} />;
  return <AccountPortfolio page={page} accountId={page.account.id} range={rangeOf(search["range"])} />;
});

interface AccountPortfolioProps {
  readonly page: PageContext;
  readonly accountId: string;
  readonly range: EquityRange;
}

const AccountPortfolio = withRequestId(async function AccountPortfolio({
  page: { ctx, user, account },
  accountId,
  range,
}: AccountPortfolioProps) {
  const [jar, portfolio, series] = await Promise.all([
    cookies(),
    readPortfolioOnce(accountId),
    getEquitySeries({ ctx, input: { accountId, range } }),
  ]);
  const { zone, hideBalances } = readPreferences((name) => jar.get(name)?.value);
  const view = toPortfolioView(portfolio);
  const queries = new QueryClient();
  // Hidden figures are not in the page: then the cache starts empty.
  if (!hideBalances) {
    queries.setQueryData(portfolioOptions(accountId).queryKey, view);
    queries.setQueryData(equityOptions(accountId, range).queryKey, toEquitySeriesView(series));
  }
  const mayTrade =
    account?.kind === "paper" && user.permissions.includes("orders:submit") && account?.role !== "viewer";
  return (
    <>
      <PageHead title="Portfolio" note={<MarketBadge source={view.marketSource} accountId={accountId} zone={zone} />}>
        <LinkButton href="/performance">Performance</LinkButton>
      </PageHead>
      <HydrationBoundary state={dehydrate(queries)}>
        <PortfolioScreen
          initial={hideBalances ? hideAmounts(view) : view}
          hidden={hideBalances}
          zone={zone}
          range={range}
          mayTrade={mayTrade}
        />
      </HydrationBoundary>
    </>
  );
});

function NoAccount({ page: { user } }: { page: PageContext }) {
  return (
    <>
      <PageHead title="Portfolio" />
      <Card>
        {user.permissions.includes("accounts:open") ? (
          <EmptyState kind="unused" title="No account yet" control={<OpenAccountForm open={openAccountAction} />}>
            An account holds cash and positions. Give it a name and a deposit, and place your first order.
          </EmptyState>
        ) : (
          <EmptyState
            kind="forbidden"
            title="No account to look at"
            action={{ href: "/settings", label: "Go to settings" }}
          >
            Ask an account&apos;s owner to make you a member; then its portfolio appears here.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
