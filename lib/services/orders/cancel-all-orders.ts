/** Cancels every open order of an account, one by one: each has its own outcome, and one that fills first does not stop the rest. */
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { cancelOrder } from "./cancel-order.ts";

export interface CancelAllResult {
  readonly canceled: readonly OrderRecord[];
  /** Orders that closed otherwise before their turn came. */
  readonly tooLate: readonly string[];
}

export async function cancelAllOrders({
  ctx,
  input,
}: Verb<{ readonly accountId: string; readonly symbol?: string | undefined }>): Promise<CancelAllResult> {
  requirePermission(ctx, "orders:cancel");
  await requireMember(ctx.database, ctx, input.accountId, "trader");
  const open = await ctx.database.order.findMany({
    where: {
      accountId: input.accountId,
      status: { in: [...OPEN_STATUSES] },
      ...(input.symbol === undefined ? {} : { symbol: input.symbol }),
    },
    select: { id: true },
    orderBy: { submittedAt: "asc" },
  });
  const canceled: OrderRecord[] = [];
  const tooLate: string[] = [];
  for (const { id } of open) {
    try {
      canceled.push(await cancelOrder({ ctx: { ...ctx, idempotency: null }, input: { orderId: asId<OrderId>(id) } }));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== "conflict") throw error;
      tooLate.push(id);
    }
  }
  return { canceled, tooLate };
}
