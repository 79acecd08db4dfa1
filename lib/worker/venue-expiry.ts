/** Ends orders whose time is over, at the end of the session that they were good for. */
import { bookMatch, loadExpired, loadResting } from "#lib/db/venue.sql.ts";
import type { Round } from "./venue-round.ts";

/** Those that end by then. Says how many. */
export async function expireOrders({ ctx, term, state }: Round, until: Date): Promise<number> {
  const expired = await loadExpired(ctx.database, until);
  for (const { orderId, accountId, executions, quantity, expiresAt } of expired) {
    const order = { orderId, executionsBefore: executions, quantityBefore: quantity, quantity, executions: [] };
    await bookMatch(ctx.database, {
      lease: term.name,
      epoch: term.epoch.toString(),
      at: expiresAt.toISOString(),
      accountId,
      groupId: null,
      assetId: null,
      cashUsed: "0",
      taken: null,
      orders: [{ ...order, marks: null, close: { status: "expired", reason: "day_ended" } }],
    });
  }
  if (expired.length > 0) {
    const orderIds = expired.map(({ orderId }) => orderId);
    state.index.refresh(orderIds, await loadResting(ctx.database, orderIds));
  }
  return expired.length;
}
