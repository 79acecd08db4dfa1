/** What an account holds, each position valued at its quote; a missing price leaves its figures null and says why. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readValuedPortfolio } from "../portfolio/read-valued-portfolio.ts";
import type { ValuedPosition } from "../portfolio/value-portfolio.ts";

export interface ListPositionsInput {
  readonly accountId: string;
  /** `all` shows closed positions too, for what they realised. */
  readonly status?: "open" | "all" | undefined;
}

/** Not paged: an account holds at most one position per instrument of the desk. */
export async function listPositions({ ctx, input }: Verb<ListPositionsInput>): Promise<readonly ValuedPosition[]> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const { positions } = await readValuedPortfolio(ctx.database, input.accountId);
  return input.status === "all" ? positions : positions.filter(({ quantity }) => !quantity.isZero());
}
