/** What can happen to an account's orders, as data: commands of the model test, and of the cases it has found. */
import type { OrderClass, OrderType, Side, TimeInForce } from "#lib/domain/orders/order.ts";

export const LIFE_SYMBOLS = ["AAPL", "BTC/USD"] as const;
export type LifeSymbol = (typeof LIFE_SYMBOLS)[number];

/** How a process may fail under a step. Its own transactions are counted from 1; from the one named on it does nothing more. */
export interface Death {
  readonly at: number;
  /** The transaction is committed, and nothing that was to follow happens. */
  readonly committed: boolean;
}

/** The wire may lose an order on its way, or the answer on its way back. */
export type Wire = "lost" | "unanswered";

interface Fallible {
  readonly dies?: Death;
  readonly wire?: Wire;
}

/** Prices are cents from the last price: positive is away from it for stops and takes, above it for limits. */
export interface SubmitStep extends Fallible {
  readonly kind: "submit";
  readonly symbol: LifeSymbol;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly orderClass: OrderClass;
  /** In thousandths. */
  readonly quantity?: bigint;
  /** In cents. */
  readonly notional?: bigint;
  readonly limit?: bigint;
  readonly stop?: bigint;
  readonly trail?: bigint;
  /** In hundredths of a percent. */
  readonly trailPercent?: bigint;
  readonly takeProfit?: bigint;
  readonly stopLoss?: bigint;
  readonly stopLossLimit?: bigint;
  readonly extendedHours?: boolean;
}

/** `order` counts backwards among the open ones: 0 is the newest. Without a choice among open ones, among all. */
export interface ReplaceStep extends Fallible {
  readonly kind: "replace";
  readonly order: number;
  /** What the whole chain shall come to, in units more or less than now. */
  readonly more?: bigint;
  readonly limit?: bigint;
  readonly stop?: bigint;
  readonly trail?: bigint;
  readonly timeInForce?: TimeInForce;
}

export type Step =
  | SubmitStep
  | ReplaceStep
  | (Fallible & { readonly kind: "cancel"; readonly order: number })
  | (Fallible & { readonly kind: "cancel_all" })
  | (Fallible & {
      readonly kind: "close";
      readonly symbol: LifeSymbol;
      readonly percentage?: bigint;
      readonly cancelOrders: boolean;
    })
  | (Fallible & {
      readonly kind: "quote";
      readonly symbol: LifeSymbol;
      /** Cents from the last price. */
      readonly move: bigint;
      /** In thousandths, on either side. */
      readonly size: bigint;
      /** Whether the venue looks at it before the next step. */
      readonly match: boolean;
    })
  | (Fallible & { readonly kind: "match" })
  /** Venue time goes on, over closes, nights and days. */
  | { readonly kind: "clock"; readonly minutes: number }
  /** What is queued is sent, in the order of the queue. */
  | (Fallible & { readonly kind: "dispatch" })
  | { readonly kind: "halt" }
  | { readonly kind: "lift" }
  /** Venue leader, dispatcher and sweeps begin anew. `late` is more than the time after which an order counts as lost. */
  | { readonly kind: "restart"; readonly late: boolean };

/** As one would write it into a list of cases. */
export function showStep(step: Step): string {
  const fields = Object.entries(step).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${show(value)}`],
  );
  return `{ ${fields.join(", ")} }`;
}

function show(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, inner]) => `${key}: ${show(inner)}`);
  return `{ ${fields.join(", ")} }`;
}
