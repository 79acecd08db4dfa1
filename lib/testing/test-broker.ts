/** A venue in memory for tests of the books: it takes every order and cancels what was not closed; tests report the fills themselves. */
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { Broker, BrokerOrder, BrokerState } from "#lib/ports/broker.ts";

export interface TestBroker extends Broker {
  /** Every order that reached the wire, in order, repeats included. */
  readonly sent: BrokerOrder[];
  /** From now on a cancel finds the order closed. */
  close(orderId: string, state: Exclude<BrokerState, "open">): void;
  /** Answers the next submissions with this until told otherwise. */
  refuseWith(reason: string | null): void;
  /** What the venue has filled of it, reported or not: a replacement hears of it. */
  fill(orderId: string, filled: string): void;
}

export function createTestBroker(): TestBroker {
  const states = new Map<string, BrokerState>();
  const sent: BrokerOrder[] = [];
  const fills = new Map<string, string>();
  const replacements = new Map<string, string>();
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
    async replace(orderId, order, knownFilled) {
      const answered = {
        kind: "replaced",
        venueOrderId: `T-${order.id}`,
        at: new Date(),
        filledBefore: fills.get(orderId) ?? knownFilled,
      } as const;
      const lost = dec(answered.filledBefore).minus(dec(knownFilled));
      const quantity = order.quantity === null ? null : dec(order.quantity).minus(lost);
      const answer = { ...answered, quantity: quantity === null ? null : toPlain(quantity) };
      if (replacements.get(orderId) === order.id) return answer;
      const state = states.get(orderId);
      if (state !== "open") return { kind: "refused", reason: state === "filled" ? "filled" : "closed" };
      if (quantity?.lte(0)) return { kind: "refused", reason: "filled" };
      sent.push(order);
      states.set(orderId, "replaced");
      states.set(order.id, "open");
      replacements.set(orderId, order.id);
      return answer;
    },
    async cancel(orderId) {
      const state = states.get(orderId);
      if (state === undefined) return "unknown";
      if (state !== "open") return "closed";
      states.set(orderId, "canceled");
      return "canceled";
    },
    fill: (orderId, filled) => void fills.set(orderId, filled),
    close: (orderId, state) => void states.set(orderId, state),
    refuseWith: (reason) => {
      refusal = reason;
    },
  };
}
