/** The paper venue's side of the wire: takes orders into its book, says what became of them, replaces and cancels them. It never fills and never sends on. */
import type { Database } from "#lib/db/client.ts";
import { gather } from "#lib/db/gather.ts";
import { callJson } from "#lib/db/named-statement.ts";
import type { Broker, BrokerAnswer, BrokerOrder, BrokerState, ReplaceAnswer } from "#lib/ports/broker.ts";

export function createPaperBroker(database: Database): Broker {
  return {
    kind: "paper",
    // Orders that come at once travel together, as over a venue's one session.
    submit: gather((orders) => takeAtVenue(database, orders)),
    async find(orderId) {
      const found = await database.venueOrder.findUnique({ where: { orderId } });
      if (found === null) return null;
      // The table's CHECK holds the same closed list.
      return { venueOrderId: found.venueOrderId, at: found.receivedAt, state: found.status as BrokerState };
    },
    replace: (orderId, order, knownFilled) => replaceAtVenue(database, { orderId, order, knownFilled }),
    cancel: (orderId) => cancelAtVenue(database, orderId),
  };
}

async function takeAtVenue(database: Database, orders: readonly BrokerOrder[]): Promise<BrokerAnswer[]> {
  const taken = await callJson<{ readonly [orderId: string]: { readonly venueOrderId: string; readonly at: string } }>(
    database.$queryRaw`select venue_submit(${JSON.stringify(orders)}::jsonb) as result`,
  );
  return orders.map(({ id }) => {
    const word = taken[id];
    if (word === undefined) throw new Error(`the paper venue said nothing about order ${id}`);
    return { kind: "acknowledged", venueOrderId: word.venueOrderId, at: new Date(word.at) };
  });
}

interface Replacement {
  readonly orderId: string;
  readonly order: BrokerOrder;
  readonly knownFilled: string;
}

type ReplaceWord =
  | (Omit<Extract<ReplaceAnswer, { kind: "replaced" }>, "at"> & { readonly at: string })
  | Extract<ReplaceAnswer, { kind: "refused" }>;

async function replaceAtVenue(database: Database, replacement: Replacement): Promise<ReplaceAnswer> {
  const word = await callJson<ReplaceWord>(
    database.$queryRaw`select venue_replace(${JSON.stringify(replacement)}::jsonb) as result`,
  );
  return word.kind === "replaced" ? { ...word, at: new Date(word.at) } : word;
}

/** One order only: other members of its group go on. */
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
