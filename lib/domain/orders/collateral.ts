// The money behind a short position: what a short sale brought in, and as much again, until it is covered.
import { type Decimal, maxOf, minOf, ZERO } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";
import { proportion } from "../shared/rounding.ts";
import type { Side } from "./order.ts";

export interface CollateralFill {
  /** What is held behind the position before the fill. */
  readonly collateral: Decimal;
  /** The position before the fill, negative when short. */
  readonly position: Decimal;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  /**
   * Money that may be taken beside the proceeds: the margin the order has freed with this fill, and what is free. A fill
   * above the price it was held at is then backed by less than twice its proceeds, instead of overdrawing the account.
   */
  readonly backing: Decimal;
}

export interface CollateralMoved {
  readonly collateral: Decimal;
  readonly added: Decimal;
  readonly released: Decimal;
}

export function collateralAfterFill(fill: CollateralFill): CollateralMoved {
  invariant(fill.quantity.gt(0) && fill.price.gt(0), "a fill has a positive quantity and a positive price");
  const released = fill.side === "buy" ? collateralShare(fill.collateral, fill.position, fill.quantity) : ZERO;
  const added = fill.side === "sell" ? collateralFor(fill) : ZERO;
  return { collateral: fill.collateral.minus(released).plus(added), added, released };
}

function collateralFor({ position, quantity, price, backing }: CollateralFill): Decimal {
  const short = maxOf(ZERO, quantity.minus(maxOf(ZERO, position)));
  const proceeds = short.times(price);
  return proceeds.plus(minOf(proceeds, maxOf(ZERO, backing)));
}

/** What covering so much of a short position sets free; covering all of it, or more, frees everything. */
export function collateralShare(collateral: Decimal, position: Decimal, quantity: Decimal): Decimal {
  if (!position.lt(0)) return ZERO;
  const short = position.negated();
  return quantity.gte(short) ? collateral : proportion(collateral, quantity, short);
}
