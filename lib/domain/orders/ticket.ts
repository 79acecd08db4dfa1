// What a person or a program asks for.

import type { Instrument } from "../market/instrument.ts";
import type { Decimal } from "../shared/decimal.ts";
import type { OrderClass, OrderType, Side, TimeInForce } from "./order.ts";

export interface Ticket {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Exactly one of quantity and notional is given. */
  readonly quantity: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly trailPrice: Decimal | null;
  readonly trailPercent: Decimal | null;
  readonly extendedHours: boolean;
  readonly orderClass: OrderClass;
  readonly takeProfit: TakeProfit | null;
  readonly stopLoss: StopLoss | null;
}

export interface TakeProfit {
  readonly limitPrice: Decimal;
}

export interface StopLoss {
  readonly stopPrice: Decimal;
  /** With a limit the exit is a stop_limit order, without one a stop order. */
  readonly limitPrice: Decimal | null;
}

/** What a plain order has nothing of: to spread into a ticket of the types and classes that need none of it. */
export const SIMPLE_TERMS = {
  stopPrice: null,
  trailPrice: null,
  trailPercent: null,
  extendedHours: false,
  orderClass: "simple",
  takeProfit: null,
  stopLoss: null,
} as const satisfies Partial<Ticket>;

export interface TicketRules {
  readonly notionalEnabled: boolean;
}

export type TicketTerms = Pick<
  Instrument,
  "symbol" | "assetClass" | "currency" | "tickSize" | "minNotional" | "fractionable"
>;

/** How many orders a ticket becomes: the order itself and its exits. */
export function membersOf({ orderClass }: Pick<Ticket, "orderClass">): 1 | 2 | 3 {
  if (orderClass === "bracket") return 3;
  return orderClass === "simple" ? 1 : 2;
}
