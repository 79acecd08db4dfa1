/** What a broker must offer: take an order, say what became of one, and cancel one. */

export interface BrokerOrder {
  readonly id: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit";
  readonly timeInForce: "day" | "gtc";
  /** Plain decimal strings, exactly one of quantity and notional. */
  readonly quantity: string | null;
  readonly notional: string | null;
  readonly limitPrice: string | null;
  readonly expiresAt: string | null;
}

export type BrokerAnswer =
  /** `at` is the venue's own time. */
  | { readonly kind: "acknowledged"; readonly venueOrderId: string; readonly at: Date }
  | { readonly kind: "refused"; readonly reason: string };

export type BrokerState = "open" | "filled" | "canceled" | "expired";

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
  /** Canceled now, already closed, or never seen. Fills that raced it are reported as executions all the same. */
  cancel(orderId: string): Promise<"canceled" | "closed" | "unknown">;
}
