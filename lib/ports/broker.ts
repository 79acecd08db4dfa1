/** What a broker must offer: take an order, say what became of one, replace one, and cancel one. */
import type { OrderType, TimeInForce } from "#lib/domain/orders/order.ts";

export interface BrokerOrder {
  readonly id: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Plain decimal strings, exactly one of quantity and notional. */
  readonly quantity: string | null;
  readonly notional: string | null;
  readonly limitPrice: string | null;
  readonly stopPrice: string | null;
  /** Exactly one of the two for a trailing stop. */
  readonly trailPrice: string | null;
  readonly trailPercent: string | null;
  readonly extendedHours: boolean;
  /** Orders of one group share their quantity: what one fills, the others lose. An entry is no member of its exits' group. */
  readonly groupId: string | null;
  /** What the sender knows the group's other members to have filled: `quantity` is without it already. Null is nothing. */
  readonly groupFilled: string | null;
  /** The auction of an opg or cls order. */
  readonly auctionAt: string | null;
  readonly expiresAt: string | null;
}

export type BrokerAnswer =
  /** `at` is the venue's own time. */
  | { readonly kind: "acknowledged"; readonly venueOrderId: string; readonly at: Date }
  | { readonly kind: "refused"; readonly reason: string };

export type ReplaceAnswer =
  | {
      readonly kind: "replaced";
      readonly venueOrderId: string;
      readonly at: Date;
      /** All that the old order had filled when it was closed; its fills are reported as executions of it, as ever. */
      readonly filledBefore: string;
      /** Of the new order: what was asked for, less what had been filled and was not known. */
      readonly quantity: string | null;
    }
  /** The old order stays as it is. */
  | { readonly kind: "refused"; readonly reason: "closed" | "filled" };

export type BrokerState = "open" | "filled" | "canceled" | "expired" | "replaced";

export interface BrokerFinding {
  readonly venueOrderId: string;
  /** When the venue took it, by the venue's own time. */
  readonly at: Date;
  readonly state: BrokerState;
}

export interface Broker {
  /** A paper broker cannot be given a live connection: the type says so, and so does the account's constraint. */
  readonly kind: "paper";
  /** Our order id travels as the client order id; sending it twice makes one order. Throws when no answer came: then look it up. */
  submit(order: BrokerOrder): Promise<BrokerAnswer>;
  /** Null when the venue has never seen it. */
  find(orderId: string): Promise<BrokerFinding | null>;
  /**
   * Closes the first and takes the second in its place, or neither. `knownFilled` is what the desk knows the first to have filled. Asked
   * again for the same two, it answers the same.
   */
  replace(orderId: string, order: BrokerOrder, knownFilled: string): Promise<ReplaceAnswer>;
  /** Canceled now, already closed, or never seen. Fills that raced it are reported as executions all the same. */
  cancel(orderId: string): Promise<"canceled" | "closed" | "unknown">;
}
