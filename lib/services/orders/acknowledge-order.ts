/** Records that the venue has the order: it works there from now on. */
import { acknowledgeDispatch } from "#lib/db/dispatch.sql.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { transition } from "#lib/domain/orders/transition.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import { auditRow } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";

export async function recordAcknowledgement({
  ctx,
  input,
}: Verb<{ readonly orderId: OrderId; readonly venueOrderId: string }>): Promise<void> {
  requirePermission(ctx, "orders:submit");
  const [row, at] = await Promise.all([
    ctx.database.order.findUniqueOrThrow({ where: { id: input.orderId } }),
    readVenueTime(ctx.database),
  ]);
  const before = toOrderRecord(row);
  const moved = transition(before, { type: "acknowledge" });
  // Closed or already filled meanwhile: the status stays, only the dispatch is settled.
  const after: OrderRecord = {
    ...before,
    ...(moved.ok ? moved.value.order : {}),
    dispatch: "acknowledged",
    version: before.version + 1,
  };
  const written = await acknowledgeDispatch(ctx.database, {
    orderId: after.id,
    accountId: after.accountId,
    events: [orderEventRow(ctx, after, "acknowledged", { venueOrderId: input.venueOrderId }, at)],
    audit: [
      auditRow(ctx, {
        action: "order.acknowledge",
        entityType: "order",
        entityId: after.id,
        accountId: after.accountId,
        before: { dispatch: before.dispatch, status: before.status },
        after: { dispatch: after.dispatch, status: after.status, venueOrderId: input.venueOrderId },
        effectiveAt: at,
      }),
    ],
    stream: orderSnapshot(after),
  });
  if (written) await ctx.notifier.accountChanged(after.accountId).catch(() => undefined);
}
