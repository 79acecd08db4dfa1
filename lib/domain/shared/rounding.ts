// Every place where digits may be dropped: cash to the cent, quantities to nine places, prices to their tick, quotients.
import { Decimal } from "./decimal.ts";
import { invariant } from "./invariant.ts";

export const QUANTITY_PLACES = 9;
/** What NUMERIC(38,18) keeps. */
export const STORED_PLACES = 18;

/** up and down are away from and towards zero; ceil and floor towards plus and minus infinity. */
export type RoundingMode = "half-even" | "up" | "down" | "ceil" | "floor";

const MODES = {
  "half-even": Decimal.ROUND_HALF_EVEN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceil: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
} as const;

// A quotient cut at 50 digits and then rounded to places is rounded twice; at 120 digits no stored operands can show it.
const Wide = Decimal.clone({ precision: 120 });

export function roundCash(amount: Decimal, places = 2): Decimal {
  return amount.toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN);
}

export function truncateQuantity(quantity: Decimal): Decimal {
  return quantity.toDecimalPlaces(QUANTITY_PLACES, Decimal.ROUND_DOWN);
}

export function onTick(price: Decimal, tick: Decimal): boolean {
  invariant(tick.gt(0), "a tick is positive");
  return price.mod(tick).isZero();
}

export function roundPriceToTick(price: Decimal, tick: Decimal, direction: "up" | "down"): Decimal {
  invariant(tick.gt(0), "a tick is positive");
  return price.toNearest(tick, direction === "up" ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR);
}

export function divide(a: Decimal, b: Decimal, places: number, mode: RoundingMode): Decimal {
  invariant(!b.isZero(), "division by zero");
  return new Decimal(new Wide(a).div(b).toDecimalPlaces(places, MODES[mode]));
}

/** part/whole of an amount, rounded once at the end and not at the product. */
export function proportion(amount: Decimal, part: Decimal, whole: Decimal, places = STORED_PLACES): Decimal {
  invariant(!whole.isZero(), "division by zero");
  return new Decimal(new Wide(amount).times(part).div(whole).toDecimalPlaces(places, Decimal.ROUND_HALF_EVEN));
}
