/** The portfolio of one account, read once for the page and its title. */
import { cache } from "react";
import { pageContext } from "#lib/server/page-context.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";

export const readPortfolioOnce = cache(async (accountId: string) => {
  const { ctx } = await pageContext();
  return getPortfolioSummary({ ctx, input: { accountId } });
});
