/** Notes that nobody knows whether an order has reached its venue: it was sent, no answer came, and the venue does not show it. */

import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { orderEventRow } from "./order-events.ts";
import { lockOrder, saveOrder } from "./order-store.ts";

export async function markUnanswered({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<OrderRecord> {
  requireDesk(ctx, "orders:submit");
  return ctx.transact(async (tx) => {
    const before = await lockOrder(tx, input.orderId);
    if (before.dispatch !== "sending") return before;
    const at = await readVenueTime(tx);
    const after: OrderRecord = { ...before, dispatch: "unknown", version: before.version + 1 };
    await saveOrder(tx, {
      order: after,
      releaseHold: false,
      at,
      events: [orderEventRow(ctx, after, "unanswered", {}, at)],
      audit: [
        auditRow(ctx, {
          action: "order.unanswered",
          entityType: "order",
          entityId: after.id,
          accountId: after.accountId,
          before: { dispatch: before.dispatch },
          after: { dispatch: after.dispatch },
          effectiveAt: at,
        }),
      ],
      stream: orderSnapshot(after),
    });
    tx.afterCommit(() => ctx.notifier.accountChanged(after.accountId));
    return after;
  });
}
