/** A venue in memory for tests of the books: it takes every order and cancels what was not closed; tests report the fills themselves. */
import type { Broker, BrokerOrder, BrokerState } from "#lib/ports/broker.ts";

export interface TestBroker extends Broker {
  /** Every order that reached the wire, in order, repeats included. */
  readonly sent: BrokerOrder[];
  /** From now on a cancel finds the order closed. */
  close(orderId: string, state: Exclude<BrokerState, "open">): void;
  /** Answers the next submissions with this until told otherwise. */
  refuseWith(reason: string | null): void;
}

export function createTestBroker(): TestBroker {
  const states = new Map<string, BrokerState>();
  const sent: BrokerOrder[] = [];
  let refusal: string | null = null;
  return {
    kind: "paper",
    sent,
    async submit(order) {
      sent.push(order);
      if (refusal !== null) return { kind: "refused", reason: refusal };
      if (!states.has(order.id)) states.set(order.id, "open");
      return { kind: "acknowledged", venueOrderId: `T-${order.id}`, at: new Date() };
    },
    async find(orderId) {
      const state = states.get(orderId);
      return state === undefined ? null : { venueOrderId: `T-${orderId}`, at: new Date(), state };
    },
    async cancel(orderId) {
      const state = states.get(orderId);
      if (state === undefined) return "unknown";
      if (state !== "open") return "closed";
      states.set(orderId, "canceled");
      return "canceled";
    },
    close: (orderId, state) => void states.set(orderId, state),
    refuseWith: (reason) => {
      refusal = reason;
    },
  };
}
