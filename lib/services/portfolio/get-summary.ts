/** The portfolio in one glance, with its positions: two round trips however many executions there are. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type ProofState, readProofState } from "../proof/proof-state.ts";
import { readValuedPortfolio } from "./read-valued-portfolio.ts";
import type { ValuedPortfolio } from "./value-portfolio.ts";

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
  const [portfolio, proof] = await Promise.all([
    readValuedPortfolio(ctx.database, input.accountId),
    readProofState(ctx.database, input.accountId),
  ]);
  return { ...portfolio, proof };
}
