/** An order as the venue's book keeps it, what is left of it, and what it is after a fill. */
import { type Decimal, dec, ZERO } from "../shared/decimal.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { divide, QUANTITY_PLACES } from "../shared/rounding.ts";
import { type CommissionModel, DEFAULT_COMMISSION } from "./commission.ts";
import { NO_SLIPPAGE, type SlippageModel } from "./slippage.ts";

export type VenueSide = "buy" | "sell";
export type VenueOrderType = "market" | "limit" | "stop" | "stop_limit" | "trailing_stop";
export type VenueTimeInForce = "day" | "gtc" | "opg" | "cls" | "ioc" | "fok";

/** Short units that a buy covers, and the position's collateral that covering all of them sets free. */
export interface Cover {
  readonly quantity: Decimal;
  readonly collateral: Decimal;
}

/** What every order has; the rest has a default. */
export interface VenueOrderCore {
  readonly venueOrderId: string;
  readonly accountId: string;
  readonly assetClass: "us_equity" | "crypto";
  readonly side: VenueSide;
  readonly type: VenueOrderType;
  readonly timeInForce: VenueTimeInForce;
  /** Exactly one of quantity and notional is set. */
  readonly quantity: Decimal | null;
  readonly notional: Decimal | null;
  readonly limitPrice: Decimal | null;
  /** What is still held for it: cash for a buy, units for the owned part of a sell. Members of a group share one hold. */
  readonly held: Decimal;
  readonly filledQuantity: Decimal;
  /** Σ quantity × price, without fees. */
  readonly filledValue: Decimal;
  /** Fills so far; the next execution takes the next number. */
  readonly executionCount: number;
  /** The order of arrival at the venue: among equals the earlier is served first. */
  readonly seq: number;
  readonly acceptedAt: Date;
  /** The trading day it is good for: a day order lives only on it, and an opening or closing auction takes only its own. */
  readonly tradingDay: LocalDate;
}

export interface VenueOrder extends VenueOrderCore {
  /** Where a stop triggers; a trailing stop's moves with the market and is null until its first price. */
  readonly stopPrice: Decimal | null;
  /** Exactly one of the two for a trailing stop. */
  readonly trailPrice: Decimal | null;
  readonly trailPercent: Decimal | null;
  /** The best price since a trailing stop arrived: the highest for a sell, the lowest for a buy. */
  readonly highWaterMark: Decimal | null;
  /** When the stop was reached; from then on it is a market or a limit order. */
  readonly triggeredAt: Date | null;
  readonly extendedHours: boolean;
  /** It waits for its session or its parent: it is in the book, and nothing reaches it. */
  readonly dormant: boolean;
  /** Orders of one group share a quantity: what one fills, the others lose. */
  readonly groupId: string | null;
  /** It fills in whole units only. */
  readonly wholeUnits: boolean;
  readonly tickSize: Decimal;
  readonly slippage: SlippageModel;
  readonly commission: CommissionModel;
  /** Cash held as collateral for the part of a sell that is not owned; null where the order may not sell short. */
  readonly heldMargin: Decimal | null;
  readonly cover: Cover | null;
}

const CENT = dec("0.01");

/** A venue order from its core: plain, with the desk's default fees and no slippage, but for what is given. */
export function venueOrder(given: VenueOrderCore & Partial<VenueOrder>): VenueOrder {
  return {
    stopPrice: null,
    trailPrice: null,
    trailPercent: null,
    highWaterMark: null,
    triggeredAt: null,
    extendedHours: false,
    dormant: false,
    groupId: null,
    wholeUnits: false,
    tickSize: CENT,
    slippage: NO_SLIPPAGE,
    commission: DEFAULT_COMMISSION,
    heldMargin: null,
    cover: null,
    ...given,
  };
}

/** Whole shares are traded whole, and so is everything of an instrument that knows no fractions; a coin may come in parts. */
export function tradesWhole(
  order: Pick<VenueOrder, "assetClass" | "quantity">,
  instrument: { readonly fractionable: boolean },
): boolean {
  if (!instrument.fractionable) return true;
  return order.assetClass === "us_equity" && order.quantity !== null && order.quantity.isInteger();
}

/** The same order and number always give the same id: a fill that is reported twice is booked once. */
export function venueExecutionId(venueOrderId: string, sequence: number): string {
  return `${venueOrderId}:${sequence.toString().padStart(4, "0")}`;
}

/** What is left to trade. A notional order's rest below one billionth of a unit is nothing. */
export function leavesAt(order: VenueOrder, price: Decimal): Decimal {
  if (order.quantity !== null) return order.quantity.minus(order.filledQuantity);
  const value = (order.notional ?? ZERO).minus(order.filledValue);
  return value.lte(ZERO) ? ZERO : divide(value, price, order.wholeUnits ? 0 : QUANTITY_PLACES, "down");
}

export function isStop(order: Pick<VenueOrder, "type">): boolean {
  return order.type === "stop" || order.type === "stop_limit" || order.type === "trailing_stop";
}

/** The limit it works under now; null for one that takes whatever price there is. */
export function workingLimit(order: Pick<VenueOrder, "type" | "limitPrice">): Decimal | null {
  return order.type === "limit" || order.type === "stop_limit" ? order.limitPrice : null;
}
