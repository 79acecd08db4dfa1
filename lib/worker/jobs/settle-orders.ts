/** Finishes what a crash left half done: cancels that were asked for and not carried out, and day orders that never left. */
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { settleCancel } from "#lib/services/orders/cancel-order.ts";
import { closeOrder } from "#lib/services/orders/close-order.ts";
import { eachOrder } from "./each-order.ts";

const AT_A_TIME = 200;

/** All of them: asking twice does no harm, and a pause by venue time would never end on a market that stands still. */
export async function settleCancels(ctx: Context): Promise<number> {
  const pending = await ctx.database.$queryRaw<{ id: OrderId }[]>`
    select id from orders where status = 'pending_cancel' order by cancel_requested_at limit ${AT_A_TIME}`;
  return eachOrder(pending, ({ id: orderId }) => settleCancel({ ctx, input: { orderId } }));
}

/** Orders at the venue are expired by the venue. */
export async function expireUnsent(ctx: Context): Promise<number> {
  const expired = await ctx.database.$queryRaw<{ id: OrderId }[]>`
    select id from orders where status in ('pending_new', 'new', 'partially_filled', 'pending_cancel') and dispatch = 'queued'
      and expires_at <= venue_now() order by expires_at limit ${AT_A_TIME}`;
  return eachOrder(expired, ({ id: orderId }) =>
    closeOrder({ ctx, input: { orderId, event: { type: "expire" }, onlyWhenDispatch: ["queued"] } }),
  );
}
