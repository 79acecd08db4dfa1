/** The portfolio in one glance. */
import { AccountQuery, PortfolioView, toPortfolioView } from "#lib/contracts/portfolio.ts";
import { route } from "#lib/server/route.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";

export const GET = route(
  {
    summary: "Get the portfolio: equity, profit and loss, positions",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    query: AccountQuery,
    answer: PortfolioView,
    view: toPortfolioView,
  },
  ({ ctx, query }) => getPortfolioSummary({ ctx, input: query }),
);
