/** One order with its exits, for those who may see its account; everybody else hears that there is none. */
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { addLegs, type OrderWithLegs } from "./with-legs.ts";

export async function getOrder({ ctx, input }: Verb<{ readonly orderId: string }>): Promise<OrderWithLegs> {
  requirePermission(ctx, "orders:read");
  const row = await ctx.database.order.findUnique({ where: { id: input.orderId } });
  if (row === null) throw notFound("order");
  try {
    await requireMember(ctx.database, ctx, row.accountId);
  } catch (error) {
    throw error instanceof ServiceError && error.code === "not_found" ? notFound("order") : error;
  }
  return addLegs(ctx.database, row);
}
