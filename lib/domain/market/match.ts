/** The paper venue's matching: what an order gets from a quote, never beyond its price, the size shown, or what the account can pay. */
import { feeForFill } from "#lib/domain/orders/fees.ts";
import { holdAfterFill } from "#lib/domain/orders/hold.ts";
import type { Side, TimeInForce } from "#lib/domain/orders/order.ts";
import { type Decimal, minOf, ZERO } from "#lib/domain/shared/decimal.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { divide, truncateQuantity } from "#lib/domain/shared/rounding.ts";

/** An order as the venue's book keeps it. Exactly one of quantity and notional is set. */
export type VenueOrder = {
  venueOrderId: string;
  accountId: string;
  assetClass: "us_equity" | "crypto";
  side: Side;
  type: "market" | "limit";
  timeInForce: TimeInForce;
  quantity: Decimal | null;
  notional: Decimal | null;
  limitPrice: Decimal | null;
  filledQuantity: Decimal;
  /** Σ quantity × price, without fees. */
  filledValue: Decimal;
  /** What is still held for it: cash for a buy, units for a sell. */
  held: Decimal;
  /** Fills so far; the next execution takes the next number. */
  executionCount: number;
  acceptedAt: Date;
  /** The venue's date on which it was accepted: a day order lives only on it. */
  tradingDay: LocalDate;
};

export type VenueFill = {
  venueExecutionId: string;
  venueOrderId: string;
  sequence: number;
  quantity: Decimal;
  price: Decimal;
  fee: Decimal;
};

/** What becomes of the rest: nothing left, waiting for the next quote, or canceled because it cannot be paid. */
export type Residue = { state: "filled" } | { state: "working" } | { state: "canceled"; reason: "insufficient_hold" };

export type MatchResult = { fills: VenueFill[]; residue: Residue };

export type MatchableQuote = { bid: Decimal; ask: Decimal; bidSize: Decimal; askSize: Decimal };

export type MatchInput = {
  order: VenueOrder;
  quote: MatchableQuote;
  /** The account's free cash, beyond all holds. */
  cashFree: Decimal;
  /** What is left of the size on the side it takes from; the quote's own size when it comes first. */
  tickVolumeLeft: Decimal;
};

/** The same order and number always give the same id: a fill that is reported twice is booked once. */
export function venueExecutionId(venueOrderId: string, sequence: number): string {
  return `${venueOrderId}:${sequence.toString().padStart(4, "0")}`;
}

/** The price this order trades at, or null while its limit is not reached: the far side of the quote, never worse than the limit. */
export function matchPrice(order: VenueOrder, quote: MatchableQuote): Decimal | null {
  const price = order.side === "buy" ? quote.ask : quote.bid;
  if (price.lte(ZERO)) return null;
  if (order.limitPrice === null) return price;
  const reached = order.side === "buy" ? price.lte(order.limitPrice) : price.gte(order.limitPrice);
  return reached ? price : null;
}

/** One order against one quote. */
export function match({ order, quote, cashFree, tickVolumeLeft }: MatchInput): MatchResult {
  const price = matchPrice(order, quote);
  if (price === null) return { fills: [], residue: { state: "working" } };
  return fillAt({ order, price, cashFree, size: tickVolumeLeft });
}

/** Fills as much as leaves, size and funds allow at a price that is already decided. */
export function fillAt(input: { order: VenueOrder; price: Decimal; cashFree: Decimal; size: Decimal }): MatchResult {
  const { order, price, cashFree, size } = input;
  const leaves = leavesAt(order, price);
  if (leaves.lte(ZERO)) return { fills: [], residue: { state: "filled" } };
  const offered = minOf(leaves, truncateQuantity(size));
  if (offered.lte(ZERO)) return { fills: [], residue: { state: "working" } };
  const quantity = payable(order, price, offered, cashFree);
  const fills = quantity.gt(ZERO) ? [fillOf(order, price, quantity)] : [];
  if (quantity.lt(offered)) return { fills, residue: { state: "canceled", reason: "insufficient_hold" } };
  return { fills, residue: { state: quantity.eq(leaves) ? "filled" : "working" } };
}

/** What is left to trade. A notional order's rest below one billionth of a unit is nothing. */
export function leavesAt(order: VenueOrder, price: Decimal): Decimal {
  if (order.quantity !== null) return order.quantity.minus(order.filledQuantity);
  const value = (order.notional ?? ZERO).minus(order.filledValue);
  return value.lte(ZERO) ? ZERO : divide(value, price, 9, "down");
}

function feeOf(order: VenueOrder, price: Decimal, quantity: Decimal): Decimal {
  const { assetClass, side, filledValue } = order;
  return feeForFill({ assetClass, side, filledValueBefore: filledValue, quantity, price });
}

/** How much of `offered` can be paid for. A sell delivers held units, and its fee must fit into proceeds and free cash. */
function payable(order: VenueOrder, price: Decimal, offered: Decimal, cashFree: Decimal): Decimal {
  if (order.side === "sell") {
    const quantity = minOf(offered, order.held);
    if (quantity.lte(ZERO)) return ZERO;
    const cash = quantity.times(price).plus(positive(cashFree));
    return feeOf(order, price, quantity).lte(cash) ? quantity : ZERO;
  }
  const funds = order.held.plus(positive(cashFree));
  const fee = feeOf(order, price, offered);
  if (offered.times(price).plus(fee).lte(funds)) return offered;
  // A smaller quantity never costs a higher fee, so what remains after this fee is surely payable.
  const rest = funds.minus(fee);
  return rest.lte(ZERO) ? ZERO : minOf(offered, divide(rest, price, 9, "down"));
}

function positive(amount: Decimal): Decimal {
  return amount.lt(ZERO) ? ZERO : amount;
}

function fillOf(order: VenueOrder, price: Decimal, quantity: Decimal): VenueFill {
  const sequence = order.executionCount + 1;
  return {
    venueExecutionId: venueExecutionId(order.venueOrderId, sequence),
    venueOrderId: order.venueOrderId,
    sequence,
    quantity,
    price,
    fee: feeOf(order, price, quantity),
  };
}

/** The order after one of its fills: what the next match starts from. */
export function afterFill(order: VenueOrder, fill: VenueFill): VenueOrder {
  return {
    ...order,
    filledQuantity: order.filledQuantity.plus(fill.quantity),
    filledValue: order.filledValue.plus(fill.quantity.times(fill.price)),
    held: holdAfterFill({ ...order, status: "partially_filled" }, order.held, fill),
    executionCount: fill.sequence,
  };
}

/** A day order ends with the venue's date; a good-till-canceled one stays. */
export function isPastDay(order: Pick<VenueOrder, "timeInForce" | "tradingDay">, venueDay: LocalDate): boolean {
  return order.timeInForce === "day" && order.tradingDay < venueDay;
}
