/** Cancels every open order of an account, one by one: each has its own outcome, and one that fills first does not stop the rest. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type CanceledOrders, cancelOpenOrders } from "./cancel-open-orders.ts";

export interface CancelAllInput {
  readonly accountId: string;
  readonly symbol?: string | undefined;
}

/** Safe to repeat: what is closed already stays as it is. */
export async function cancelAllOrders({ ctx, input }: Verb<CancelAllInput>): Promise<CanceledOrders> {
  requirePermission(ctx, "orders:cancel");
  await requireMember(ctx.database, ctx, input.accountId, "trader");
  return cancelOpenOrders(ctx, input);
}
