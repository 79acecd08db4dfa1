/** The portfolio in one glance, with its positions: two round trips however many executions there are. */
import { readPortfolio } from "#lib/db/portfolio.sql.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type ProofState, readProofState } from "../proof/proof-state.ts";
import { type ValuedPortfolio, valuePortfolio } from "./value-portfolio.ts";

export interface PortfolioWithProof extends ValuedPortfolio {
  /** What the account's books are known to be. */
  readonly proof: ProofState;
}

export async function getPortfolioSummary({
  ctx,
  input,
}: Verb<{ readonly accountId: string }>): Promise<PortfolioWithProof> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const [rows, proof] = await Promise.all([
    readPortfolio(ctx.database, input.accountId),
    readProofState(ctx.database, input.accountId),
  ]);
  return { ...valuePortfolio(rows), proof };
}
