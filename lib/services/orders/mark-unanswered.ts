/** Notes that nobody knows whether an order has reached its venue: it was sent, no answer came, and the venue does not show it. */

import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { requireDesk } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { lockOrder, moveOrder } from "./order-store.ts";

export async function markUnanswered({ ctx, input }: Verb<{ readonly orderId: OrderId }>): Promise<OrderRecord> {
  requireDesk(ctx, "orders:submit");
  return ctx.transact(async (tx) => {
    const before = await lockOrder(tx, input.orderId);
    if (before.dispatch !== "sending") return before;
    const at = await readVenueTime(tx);
    const after: OrderRecord = { ...before, dispatch: "unknown", version: before.version + 1 };
    return moveOrder(tx, ctx, {
      after,
      at,
      event: "unanswered",
      audit: { action: "order.unanswered", before: { dispatch: before.dispatch }, after: { dispatch: after.dispatch } },
    });
  });
}
