/** Finishes what a crash left half done: cancels that were asked for and not carried out, replacements that ended early, and day orders that never left. */
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { settleCancel } from "#lib/services/orders/cancel-order.ts";
import { closeOrder } from "#lib/services/orders/close-order.ts";
import { endReplacement } from "#lib/services/orders/settle-replacement.ts";
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

/** An order whose replacement is gone stands alone again. */
export async function settleReplacements(ctx: Context): Promise<number> {
  const waiting = await ctx.database.$queryRaw<{ id: OrderId }[]>`
    select o.id from orders o where o.status = 'pending_replace'
      and not exists (select 1 from orders n where n.replaces_id = o.id and n.closed_at is null)
    order by o.updated_at limit ${AT_A_TIME}`;
  return eachOrder(waiting, ({ id: orderId }) => endReplacement({ ctx, input: { orderId } }));
}
