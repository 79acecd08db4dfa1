/** Cancels what still works under a halt, one order after the other: whoever may stop an account may also clear it. */
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { carryOutCancel } from "../orders/cancel-order.ts";
import { requireHaltScope } from "./halt-scope.ts";

export interface CanceledUnderHalt {
  readonly haltId: string;
  /** Canceled, or on their way to it: the venue has the last word. */
  readonly canceled: number;
  /** Closed otherwise before their turn came, such as by a fill. */
  readonly tooLate: number;
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
  const open = await ctx.database.order.findMany({
    where: {
      status: { in: [...OPEN_STATUSES] },
      ...(halt.accountId === null ? {} : { accountId: halt.accountId }),
    },
    select: { id: true },
    orderBy: { submittedAt: "asc" },
  });
  let canceled = 0;
  let tooLate = 0;
  for (const { id } of open) {
    try {
      await carryOutCancel({ ...ctx, idempotency: null }, asId<OrderId>(id));
      canceled += 1;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== "conflict") throw error;
      tooLate += 1;
    }
  }
  return { haltId: halt.id, canceled, tooLate };
}
