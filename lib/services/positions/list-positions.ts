/** What an account holds, each position valued at its quote; a missing price leaves its figures null and says why. */
import { readPortfolio } from "#lib/db/portfolio.sql.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type ValuedPosition, valuePortfolio } from "../portfolio/value-portfolio.ts";

export interface ListPositionsInput {
  readonly accountId: string;
  /** `all` shows closed positions too, for what they realised. */
  readonly status?: "open" | "all" | undefined;
}

/** Not paged: an account holds at most one position per instrument of the desk. */
export async function listPositions({ ctx, input }: Verb<ListPositionsInput>): Promise<readonly ValuedPosition[]> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const { positions } = valuePortfolio(await readPortfolio(ctx.database, input.accountId));
  return input.status === "all" ? positions : positions.filter(({ quantity }) => !quantity.isZero());
}
