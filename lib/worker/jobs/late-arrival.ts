/** An order that was given up and then appears at the venue after all: canceled there, and recorded as a breach. */
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "#lib/services/audit.ts";
import type { Context } from "#lib/services/context.ts";
import { readVenueTime } from "#lib/services/market/venue-time.ts";
import { closeInTransaction } from "#lib/services/orders/close-order.ts";
import { lockOrder } from "#lib/services/orders/order-store.ts";
import { askFilledBefore } from "#lib/services/orders/settle-replacement.ts";
import { appendStreamEvent } from "#lib/services/stream-event.ts";

export async function stopLateArrival(ctx: Context, orderId: OrderId): Promise<void> {
  await ctx.broker.cancel(orderId);
  const filledBefore = await askFilledBefore(ctx, orderId);
  await ctx.transact(async (tx) => {
    const order = await lockOrder(tx, orderId);
    const { replacesId } = order;
    // Fills of the other that are still on their way here are booked before it is closed, or they would come late.
    if (
      replacesId !== null &&
      filledBefore !== null &&
      (await lockOrder(tx, replacesId)).filledQuantity.lt(filledBefore)
    )
      return;
    const known = await tx.breach.findFirst({ where: { orderId, rule: "late_arrival" }, select: { id: true } });
    if (known !== null) return;
    const at = await readVenueTime(tx);
    const id = ctx.newId();
    const message = `Order ${orderId} reached the venue after it had been given up; what was left of it was canceled there.`;
    await tx.breach.create({
      data: { id, accountId: order.accountId, orderId, rule: "late_arrival", message, effectiveAt: at },
    });
    await recordAudit(tx, ctx, {
      action: "order.late_arrival",
      entityType: "order",
      entityId: orderId,
      accountId: order.accountId,
      before: null,
      after: { breachId: id },
      effectiveAt: at,
    });
    // As a replacement it has ended the other at the venue, which would else stand here for ever.
    if (replacesId !== null && filledBefore !== null) {
      const event = { type: "cancel", reason: "late_arrival" } as const;
      await closeInTransaction(tx, ctx, { orderId: asId<OrderId>(replacesId), event, at });
    }
    await appendStreamEvent(tx, order.accountId, "breach", id, { id, message });
    tx.afterCommit(() => ctx.notifier.accountChanged(order.accountId));
  });
}
