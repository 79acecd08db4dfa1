// The one exact number of the project: every amount, price and quantity is this Decimal and nothing else.
import { Decimal as Base } from "decimal.js";
import { InvariantViolation } from "./invariant.ts";

// The library's defaults lose digits beyond 20 and print exponents. NUMERIC(38,18) times a nine-place factor stays below 50 digits.
export const Decimal = Base.clone({
  precision: 50,
  toExpNeg: -1000,
  toExpPos: 1000,
  rounding: Base.ROUND_HALF_EVEN,
});
export type Decimal = Base;

const PLAIN = /^-?\d+(\.\d+)?$/;

export function isDecimalString(text: string): boolean {
  return PLAIN.test(text);
}

/** Reads a plain decimal string; a JavaScript number is refused by type, an exponent or a sign "+" by pattern. */
export function dec(value: string | bigint | Decimal): Decimal {
  if (typeof value === "bigint") return new Decimal(value.toString());
  if (typeof value === "string") {
    if (!isDecimalString(value)) throw new InvariantViolation(`not a plain decimal string: ${value.slice(0, 40)}`);
    return new Decimal(value);
  }
  if (!Decimal.isDecimal(value)) throw new InvariantViolation(`not a decimal: ${typeof value}`);
  return new Decimal(value);
}

export const ZERO = dec("0");
export const ONE = dec("1");

/** The wire form: no exponent, no trailing zeros, never "-0". */
export function toPlain(value: Decimal): string {
  if (!value.isFinite()) throw new InvariantViolation(`not a finite decimal: ${value.toString()}`);
  return value.toFixed();
}

export function minOf(first: Decimal, ...rest: readonly Decimal[]): Decimal {
  return rest.reduce((least, next) => (next.lt(least) ? next : least), first);
}

export function maxOf(first: Decimal, ...rest: readonly Decimal[]): Decimal {
  return rest.reduce((most, next) => (next.gt(most) ? next : most), first);
}

export function sum(list: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of list) total = total.plus(value);
  return total;
}
