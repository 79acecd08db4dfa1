/** The portfolio in one glance, with its positions: two round trips however many executions there are. */
import { readPortfolio } from "#lib/db/portfolio.sql.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type ValuedPortfolio, valuePortfolio } from "./value-portfolio.ts";

export async function getPortfolioSummary({
  ctx,
  input,
}: Verb<{ readonly accountId: string }>): Promise<ValuedPortfolio> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  return valuePortfolio(await readPortfolio(ctx.database, input.accountId));
}
