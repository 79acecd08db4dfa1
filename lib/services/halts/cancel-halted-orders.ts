/** Cancels what still works under a halt: whoever may stop an account may also clear it. */
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { cancelOpenOrders } from "../orders/cancel-open-orders.ts";
import { requireHaltScope } from "./halt-scope.ts";

export interface CanceledUnderHalt {
  readonly haltId: string;
  /** Canceled, or on their way to it: the venue has the last word. */
  readonly canceled: number;
  /** Closed otherwise before their turn came, such as by a fill. */
  readonly tooLate: number;
  readonly tooLateIds: readonly string[];
}

/** Safe to repeat: what is closed already stays as it is. */
export async function cancelHaltedOrders({
  ctx,
  input,
}: Verb<{ readonly haltId: string }>): Promise<CanceledUnderHalt> {
  requirePermission(ctx, "halts:set:account");
  const halt = await ctx.database.halt.findUnique({ where: { id: input.haltId } });
  if (halt === null) throw notFound("halt");
  await requireHaltScope(ctx, halt.accountId).catch((error) => {
    throw error instanceof ServiceError && error.code === "not_found" ? notFound("halt") : error;
  });
  if (halt.liftedAt !== null)
    throw new ServiceError("conflict", "This halt was lifted already; its orders work again.");
  const { count, tooLate } = await cancelOpenOrders(ctx, halt.accountId === null ? {} : { accountId: halt.accountId });
  return { haltId: halt.id, canceled: count, tooLate: tooLate.length, tooLateIds: tooLate };
}
