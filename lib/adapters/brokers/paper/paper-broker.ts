/** The paper venue's side of the wire: takes orders into its book, says what became of them, cancels them. It never fills and never sends on. */
import type { Database } from "#lib/db/client.ts";
import { callJson } from "#lib/db/named-statement.ts";
import type { Broker, BrokerState } from "#lib/ports/broker.ts";

export function createPaperBroker(database: Database): Broker {
  return {
    kind: "paper",
    async submit(order) {
      const venueOrderId = await callJson<string>(
        database.$queryRaw`select venue_submit(${JSON.stringify(order)}::jsonb) as result`,
      );
      return { kind: "acknowledged", venueOrderId };
    },
    async find(orderId) {
      const found = await database.venueOrder.findUnique({ where: { orderId } });
      // The table's CHECK holds the same closed list.
      return found === null ? null : { venueOrderId: found.venueOrderId, state: found.status as BrokerState };
    },
    cancel: (orderId) => cancelAtVenue(database, orderId),
  };
}

async function cancelAtVenue(database: Database, orderId: string): Promise<"canceled" | "closed" | "unknown"> {
  // Waits for a match of the same order that is being written, and then cancels what that has left.
  await database.$executeRaw`
    update venue_order set status = 'canceled', close_reason = 'requested', closed_at = venue_now()
    where order_id = ${orderId}::uuid and status = 'open'`;
  // A statement of its own, so that it sees every fill that came before the cancel.
  const rows = await database.$queryRaw<{ requested: boolean; fills: boolean }[]>`
    select v.status = 'canceled' and v.close_reason = 'requested' as requested,
           exists (select 1 from venue_execution x where x.order_id = v.order_id and x.reported_at is null) as fills
    from venue_order v where v.order_id = ${orderId}::uuid`;
  const [found] = rows;
  if (found === undefined) return "unknown";
  if (found.requested && !found.fills) return "canceled";
  // Its fills are reported first and its end after them: closing the order now would make them late ones.
  await database.$queryRaw`select pg_notify('ballast_venue', ${orderId})::text`;
  return "closed";
}
