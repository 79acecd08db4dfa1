/** After a kill: orders of the demo that were taken and had not reached the venue, or whose acknowledgement was lost. */
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { BrokerOrder } from "#lib/ports/broker.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { recordAcknowledgement } from "#lib/services/orders/acknowledge-order.ts";
import { dispatchOrder } from "#lib/services/orders/dispatch-order.ts";
import type { ToolDesk } from "#lib/worker/tool-desk.ts";
import type { Order as OrderRow } from "#prisma/generated/client.ts";

export async function finishDispatch(desk: ToolDesk): Promise<void> {
  const ctx = asSystem(desk.contextFor());
  const cut = await desk.database.order.findMany({
    where: { dispatch: { in: ["queued", "sending", "unknown"] } },
    orderBy: { id: "asc" },
  });
  for (const row of cut) {
    const orderId = asId<OrderId>(row.id);
    if (row.dispatch === "queued") {
      await dispatchOrder({ ctx, input: { orderId } });
      continue;
    }
    // A desk looks such an order up and never sends it, for whoever had it may still be sending. Here that process was this one's
    // predecessor: its lease on the venue has ended, and the paper venue takes an order once.
    const answer = (await ctx.broker.find(orderId)) ?? (await ctx.broker.submit(brokerOrder(row)));
    if ("kind" in answer && answer.kind === "refused")
      throw new Error(`The venue refused order ${orderId} of the demo.`);
    await recordAcknowledgement({ ctx, input: { orderId, venueOrderId: answer.venueOrderId, at: answer.at } });
  }
}

/** The demo has plain orders only. */
function brokerOrder(row: OrderRow): BrokerOrder {
  const { id, accountId, assetId, symbol } = row;
  return {
    id,
    accountId,
    assetId,
    symbol,
    // The table's CHECKs hold the same closed lists.
    side: row.side as "buy" | "sell",
    type: row.type as BrokerOrder["type"],
    timeInForce: row.timeInForce as BrokerOrder["timeInForce"],
    quantity: row.quantity?.toFixed() ?? null,
    notional: row.notional?.toFixed() ?? null,
    limitPrice: row.limitPrice?.toFixed() ?? null,
    stopPrice: row.stopPrice?.toFixed() ?? null,
    trailPrice: row.trailPrice?.toFixed() ?? null,
    trailPercent: row.trailPercent?.toFixed() ?? null,
    extendedHours: row.extendedHours,
    groupId: null,
    groupFilled: null,
    auctionAt: row.auctionAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
