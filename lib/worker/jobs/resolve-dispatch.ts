/** Settles orders whose way to the venue was cut: looked up there, never sent again, and canceled when they never arrived. */
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { recordAcknowledgement } from "#lib/services/orders/acknowledge-order.ts";
import { closeOrder } from "#lib/services/orders/close-order.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import { markUnanswered } from "#lib/services/orders/mark-unanswered.ts";
import { resendReplacement } from "#lib/services/orders/settle-replacement.ts";
import { eachOrder } from "./each-order.ts";
import { stopLateArrival } from "./late-arrival.ts";

interface Undispatched {
  readonly id: OrderId;
  readonly what: "send" | "look_up" | "give_up" | "late";
  /** It takes another order's place at the venue. */
  readonly replaces: boolean;
}

const AT_A_TIME = 200;

/** Says how many orders were looked at. */
export async function resolveDispatch(ctx: Context): Promise<number> {
  // A lease of ten seconds is part of the sixty after which an order counts as lost. Lost ones are watched for an hour more.
  const orders = await ctx.database.$queryRaw<Undispatched[]>`
    select id, case when status in ('canceled', 'expired', 'rejected', 'filled') then 'late'
                    when dispatch = 'queued' then 'send'
                    when dispatch_lease_at < clock_timestamp() - interval '50 seconds' then 'give_up'
                    else 'look_up' end as what, replaced_filled is not null as replaces
    from orders
    where undispatched
      and case when status in ('canceled', 'expired', 'rejected', 'filled') then cancel_reason = 'never_arrived'
                    and dispatch_lease_at > clock_timestamp() - interval '1 hour'
                    and not exists (select 1 from breach b where b.order_id = orders.id and b.rule = 'late_arrival')
               when dispatch = 'queued' then recorded_at < clock_timestamp() - interval '5 seconds'
               else dispatch_lease_at < clock_timestamp() end
    order by submitted_at limit ${AT_A_TIME}`;
  return eachOrder(orders, (order) => resolve(ctx, order));
}

async function resolve(ctx: Context, { id, what, replaces }: Undispatched): Promise<void> {
  if (what === "send") return dispatchOrder({ ctx, input: { orderId: id } });
  const found = await ctx.broker.find(id);
  if (what === "late") {
    // Canceled there and not recorded here: the process died in between. What has filled or expired there has ended what it replaced, too.
    const toStop = found?.state === "open" || found?.state === "canceled" || (found !== null && replaces);
    return toStop ? stopLateArrival(ctx, id) : undefined;
  }
  // The venue says again what it has done, and does nothing twice.
  if (found !== null && replaces) return resendReplacement({ ctx, input: { orderId: id } });
  if (found !== null) {
    const { venueOrderId, at } = found;
    return recordAcknowledgement({ ctx, input: { orderId: id, venueOrderId, at } });
  }
  await markUnanswered({ ctx, input: { orderId: id } });
  if (what === "look_up") return;
  const event = { type: "cancel", reason: "never_arrived" } as const;
  await closeOrder({ ctx, input: { orderId: id, event, onlyWhenDispatch: ["sending", "unknown"] } });
}
