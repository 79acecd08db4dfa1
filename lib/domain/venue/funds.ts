/** What an order may spend and deliver: its hold first, then the account's free cash, and never more; short sales bring their collateral. */
import { type Decimal, maxOf, minOf, ZERO } from "../shared/decimal.ts";
import { divide, QUANTITY_PLACES, STORED_PLACES, truncateQuantity } from "../shared/rounding.ts";
import { commissionForFill } from "./commission.ts";
import { type Cover, type VenueOrder, venueExecutionId } from "./venue-order.ts";

export interface VenueFill {
  readonly venueExecutionId: string;
  readonly venueOrderId: string;
  readonly sequence: number;
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
}

type Trade = Pick<VenueFill, "quantity" | "price" | "fee">;

export function feeOf(order: VenueOrder, price: Decimal, quantity: Decimal): Decimal {
  const { assetClass, side, filledQuantity, filledValue } = order;
  const before = { filledQuantityBefore: filledQuantity, filledValueBefore: filledValue };
  return commissionForFill(order.commission, { assetClass, side, quantity, price, ...before });
}

/** Cut to what can be traded: nine places, or whole units. */
export function cut(order: Pick<VenueOrder, "wholeUnits">, quantity: Decimal): Decimal {
  return order.wholeUnits ? quantity.floor() : truncateQuantity(quantity);
}

/** How much of `offered` can be paid for and delivered. */
export function payable(order: VenueOrder, price: Decimal, offered: Decimal, cashFree: Decimal): Decimal {
  const free = positive(cashFree);
  const fits = (quantity: Decimal) =>
    quantity.gt(ZERO) && freeCashUsed(order, { quantity, price, fee: feeOf(order, price, quantity) }).lte(free);
  const wanted = cut(order, deliverable(order, offered));
  if (fits(wanted)) return wanted;
  // A smaller quantity never costs a higher fee, so what remains after this fee is surely payable, but for a last digit of rounding.
  const bounds = order.side === "buy" ? buyBound(order, price, wanted, free) : sellBound(order, price, wanted, free);
  const most = cut(order, minOf(wanted, bounds));
  if (fits(most)) return most;
  const less = cut(order, most.minus(order.wholeUnits ? "1" : "0.000000001"));
  return fits(less) ? less : ZERO;
}

/** A sell delivers the units that are held for it, and beyond them only what it may sell short. */
function deliverable(order: VenueOrder, offered: Decimal): Decimal {
  if (order.side === "buy" || order.heldMargin !== null) return offered;
  return minOf(offered, positive(order.held));
}

function buyBound(order: VenueOrder, price: Decimal, wanted: Decimal, free: Decimal): Decimal {
  const funds = order.held.plus(free).minus(feeOf(order, price, wanted));
  const { cover } = order;
  if (cover === null || cover.quantity.lte(ZERO)) return unitsFor(funds, price);
  const beyond = unitsFor(funds.plus(cover.collateral), price);
  if (beyond.gte(cover.quantity)) return beyond;
  // Within the covered part each unit brings its share of the collateral.
  const share = divide(cover.collateral, cover.quantity, STORED_PLACES, "down");
  return price.lte(share) ? cover.quantity : minOf(cover.quantity, unitsFor(funds, price.minus(share)));
}

function sellBound(order: VenueOrder, price: Decimal, wanted: Decimal, free: Decimal): Decimal {
  if (order.heldMargin === null) return ZERO;
  const owned = minOf(wanted, positive(order.held));
  const feeBeyondProceeds = positive(feeOf(order, price, wanted).minus(owned.times(price)));
  return owned.plus(unitsFor(order.heldMargin.plus(free).minus(feeBeyondProceeds), price));
}

function unitsFor(funds: Decimal, price: Decimal): Decimal {
  return funds.lte(ZERO) ? ZERO : divide(funds, price, QUANTITY_PLACES, "down");
}

/** What a fill takes from the account beyond its own holds; proceeds are not lent to the orders of the same event. */
export function freeCashUsed(order: VenueOrder, fill: Trade): Decimal {
  return positive(cashNeeded(order, fill).minus(order.side === "buy" ? order.held : (order.heldMargin ?? ZERO)));
}

/** Cash that a fill needs: a buy's cost less the collateral it frees; as much again as a short sale brings, and a fee that exceeds the proceeds. */
function cashNeeded(order: VenueOrder, { quantity, price, fee }: Trade): Decimal {
  if (order.side === "buy") return quantity.times(price).plus(fee).minus(freed(order.cover, quantity));
  const owned = minOf(quantity, positive(order.held));
  return quantity
    .minus(owned)
    .times(price)
    .plus(positive(fee.minus(owned.times(price))));
}

function freed(cover: Cover | null, quantity: Decimal): Decimal {
  if (cover === null || cover.quantity.lte(ZERO)) return ZERO;
  if (quantity.gte(cover.quantity)) return cover.collateral;
  return divide(cover.collateral.times(quantity), cover.quantity, STORED_PLACES, "down");
}

function positive(amount: Decimal): Decimal {
  return maxOf(ZERO, amount);
}

export function fillOf(order: VenueOrder, price: Decimal, quantity: Decimal): VenueFill {
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

/** The order after one of its fills: what the next match starts from. A limit's price improvement is released at once. */
export function afterFill(order: VenueOrder, fill: VenueFill): VenueOrder {
  const filled = {
    ...order,
    filledQuantity: order.filledQuantity.plus(fill.quantity),
    filledValue: order.filledValue.plus(fill.quantity.times(fill.price)),
    executionCount: fill.sequence,
  };
  if (order.side === "sell") {
    const heldMargin = order.heldMargin && positive(order.heldMargin.minus(cashNeeded(order, fill)));
    return { ...filled, held: positive(order.held.minus(fill.quantity)), heldMargin };
  }
  const atHeldPrice = { ...fill, price: order.limitPrice ?? fill.price };
  return {
    ...filled,
    held: positive(order.held.minus(positive(cashNeeded(order, atHeldPrice)))),
    cover: coverAfter(order.cover, fill.quantity),
  };
}

function coverAfter(cover: Cover | null, quantity: Decimal): Cover | null {
  if (cover === null || quantity.gte(cover.quantity)) return null;
  return { quantity: cover.quantity.minus(quantity), collateral: cover.collateral.minus(freed(cover, quantity)) };
}
