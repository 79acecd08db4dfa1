// Closing a position in part or whole: from a quantity or a percentage to the order that does it. Rules CPS of docs/orders.md.
import type { Instrument } from "../market/instrument.ts";
import { Decimal, dec, maxOf, toPlain, ZERO } from "../shared/decimal.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { QUANTITY_PLACES } from "../shared/rounding.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { committed, committedBy, type RestingOrder } from "./resting.ts";
import { SIMPLE_TERMS, type Ticket } from "./ticket.ts";

const HUNDRED = dec("100");
const PERCENT_PLACES = 9;

/** Neither means all of it. */
export interface ClosePart {
  readonly quantity?: Decimal;
  readonly percentage?: Decimal;
}

export interface CloseInput {
  readonly instrument: Pick<Instrument, "symbol" | "fractionable">;
  /** Signed. */
  readonly position: Decimal;
  readonly part: ClosePart;
  readonly resting: readonly RestingOrder[];
  /** What the position is worth by; null when there is no price. */
  readonly price: Decimal | null;
}

export interface ClosePlan {
  readonly ticket: Ticket;
  readonly quantity: Decimal;
  readonly remaining: Decimal;
  /** What the order is worth at the price given. */
  readonly value: Decimal | null;
}

export function planClose(input: CloseInput): Result<ClosePlan, Refusal> {
  const { instrument, position, price } = input;
  if (position.isZero()) return err(refuse("no_position", "symbol", `There is no position in ${instrument.symbol}.`));
  const sized = closeQuantity(input);
  if (!sized.ok) return sized;
  const quantity = sized.value;
  const side = position.gt(0) ? "sell" : "buy";
  const whole = position.abs();
  const free = maxOf(ZERO, whole.minus(committed(input.resting, side)));
  if (quantity.gt(free)) return err(taken(input, side, quantity, free));
  const base = { symbol: instrument.symbol, side, type: "market", timeInForce: "day" } as const;
  const ticket: Ticket = { ...base, quantity, notional: null, limitPrice: null, ...SIMPLE_TERMS };
  const value = price === null ? null : quantity.times(price);
  return ok({ ticket, quantity, remaining: whole.minus(quantity), value });
}

function closeQuantity({ instrument, position, part }: CloseInput): Result<Decimal, Refusal> {
  const whole = position.abs();
  const { quantity, percentage } = part;
  if (quantity !== undefined && percentage !== undefined) {
    return err(refuse("invalid_quantity", "percentage", "Give either a quantity or a percentage, not both."));
  }
  if (quantity !== undefined) return exactly(quantity, whole);
  if (percentage === undefined || percentage.eq(HUNDRED)) return ok(whole);
  if (!percentage.gt(0) || percentage.gt(HUNDRED) || percentage.decimalPlaces() > PERCENT_PLACES) {
    const message = `A percentage is more than 0 and at most 100, with at most ${PERCENT_PLACES} decimal places.`;
    return err(refuse("invalid_quantity", "percentage", message, { limit: HUNDRED, observed: percentage }));
  }
  // Rounded down: a part is never more than was asked for. What is short is covered in whole shares.
  const places = instrument.fractionable && position.gt(0) ? QUANTITY_PLACES : 0;
  const share = whole.times(percentage).div(HUNDRED).toDecimalPlaces(places, Decimal.ROUND_DOWN);
  if (share.gt(0)) return ok(share);
  const message = `${toPlain(percentage)} % of ${toPlain(whole)} ${instrument.symbol} is less than can be traded.`;
  return err(refuse("invalid_quantity", "percentage", message, { observed: percentage }));
}

function exactly(quantity: Decimal, whole: Decimal): Result<Decimal, Refusal> {
  if (!quantity.gt(0)) return err(refuse("invalid_quantity", "quantity", "The quantity must be more than 0."));
  if (quantity.lte(whole)) return ok(quantity);
  const message = `The position is ${toPlain(whole)}; no more than that can be closed.`;
  return err(
    refuse("insufficient_quantity", "quantity", message, { observed: quantity, limit: whole, headroom: whole }),
  );
}

function taken({ instrument, resting }: CloseInput, side: "buy" | "sell", quantity: Decimal, free: Decimal): Refusal {
  const blockedBy = committedBy(resting, side);
  const message = `${toPlain(free)} ${instrument.symbol} can be closed; open orders are to close the rest. Cancel them first.`;
  return refuse("insufficient_quantity", "quantity", message, {
    observed: quantity,
    limit: free,
    headroom: free,
    blockedBy,
  });
}
