// What is set aside when an order is placed, so that its fills can always be paid, and what is left after each fill.
import type { Instrument } from "../market/instrument.ts";
import { type Decimal, maxOf, minOf, ONE, ZERO } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import { divide, proportion, QUANTITY_PLACES } from "../shared/rounding.ts";
import { type FeeModel, feeFor } from "./fees.ts";
import { isOpen, type Order } from "./order.ts";
import { heldBuyPrice, heldShortPrice, type Market, unitPrice } from "./reference-price.ts";
import type { Ticket } from "./ticket.ts";

/** The parts of a hold, each zero when there is none: money for a buy, units that are sold, money behind what is sold short. */
export interface HoldParts {
  readonly cash: Decimal;
  readonly units: Decimal;
  readonly margin: Decimal;
}

export const NO_HOLD: HoldParts = { cash: ZERO, units: ZERO, margin: ZERO };

export interface HoldInput {
  readonly ticket: Ticket;
  readonly instrument: Pick<Instrument, "assetClass">;
  readonly quote: Market;
  readonly fees?: FeeModel;
  /** The part of the order that closes a position; unless told, all of a sale and nothing of a buy. */
  readonly closing?: Decimal;
  /** For a cover: the collateral that covering this part sets free. */
  readonly collateral?: Decimal;
}

/** The units of an order; for one by amount the most that its amount may come to. */
export function quantityOf(ticket: Ticket, quote: Market): Decimal {
  if (ticket.quantity !== null) return ticket.quantity;
  invariant(ticket.notional !== null, "a ticket has a quantity or a notional");
  return divide(ticket.notional, unitPrice(ticket, quote), QUANTITY_PLACES, "up");
}

/** Expects a well-formed ticket, and a quote whenever the ticket itself names no price. An OCO is held once for both exits. */
export function requiredHold(input: HoldInput): HoldParts {
  return input.ticket.side === "sell" ? saleHold(input) : { ...NO_HOLD, cash: buyHold(input) };
}

function saleHold({ ticket, instrument: { assetClass }, quote, fees = feeFor, closing }: HoldInput): HoldParts {
  const all = quantityOf(ticket, quote);
  const units = closing ?? all;
  const short = all.minus(units);
  if (short.lte(0)) return { ...NO_HOLD, units };
  const price = heldShortPrice(ticket, quote);
  const fee = fees({ assetClass, side: "sell", quantity: short, price });
  return { ...NO_HOLD, units, margin: short.times(price).plus(fee) };
}

function buyHold(input: HoldInput): Decimal {
  const { ticket, quote, fees = feeFor, closing = ZERO, collateral = ZERO } = input;
  const { assetClass } = input.instrument;
  if (ticket.notional !== null) {
    return ticket.notional.plus(fees({ assetClass, side: "buy", quantity: ONE, price: ticket.notional }));
  }
  invariant(ticket.quantity !== null, "a ticket has a quantity or a notional");
  const price = heldBuyPrice(ticket, quote);
  const fee = fees({ assetClass, side: "buy", quantity: ticket.quantity, price });
  const opening = ticket.quantity.minus(closing).times(price);
  const covering = closing.times(price);
  // Collateral pays for the cover alone: what it has beyond that is not for the part that opens.
  if (closing.isZero()) return opening.plus(fee);
  return maxOf(ZERO, covering.plus(fee).minus(collateral)).plus(opening);
}

export interface HoldFill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
  /** The collateral of a short position that this fill has set free. */
  readonly collateralReleased?: Decimal;
}

type Held = Pick<Order, "status" | "side" | "limitPrice"> & { readonly notional?: Decimal | null };

/** `order` is the order after the fill. Price improvement on a limit order is released at once, the rest when it closes. */
export function holdAfterFill(order: Held, hold: Decimal, fill: HoldFill): Decimal {
  if (!isOpen(order.status)) return ZERO;
  if (order.side === "sell") return maxOf(ZERO, hold.minus(fill.quantity));
  // An amount is held as such, so what it has not spent stays available to it.
  const byAmount = order.notional !== undefined && order.notional !== null;
  const heldPrice = byAmount ? fill.price : (order.limitPrice ?? fill.price);
  const released = fill.collateralReleased ?? ZERO;
  const spent = fill.quantity.times(heldPrice).plus(fill.fee).minus(released);
  return maxOf(ZERO, hold.minus(maxOf(ZERO, spent)));
}

type Filling = Pick<Order, "status" | "side" | "limitPrice" | "notional" | "quantity" | "filledQuantity">;

/** All parts after a fill: a sale delivers what is owned first, and frees the margin of what it sold short pro rata. */
export function holdsAfterFill(before: Filling, after: Filling, holds: HoldParts, fill: HoldFill): HoldParts {
  if (!isOpen(after.status)) return NO_HOLD;
  if (after.side === "buy") return { ...NO_HOLD, cash: holdAfterFill(after, holds.cash, fill) };
  const owned = minOf(fill.quantity, holds.units);
  const units = holds.units.minus(owned);
  if (before.quantity === null || holds.margin.isZero()) return { ...holds, units };
  const shortBefore = before.quantity.minus(before.filledQuantity).minus(holds.units);
  const shortAfter = maxOf(ZERO, shortBefore.minus(fill.quantity.minus(owned)));
  const margin = shortBefore.gt(0) ? proportion(holds.margin, shortAfter, shortBefore) : ZERO;
  return { cash: ZERO, units, margin };
}

/** While a replacement is under way, one hold stands for both orders: the larger of the two, part by part. */
export function largerHold(one: HoldParts, other: HoldParts): HoldParts {
  return {
    cash: maxOf(one.cash, other.cash),
    units: maxOf(one.units, other.units),
    margin: maxOf(one.margin, other.margin),
  };
}
