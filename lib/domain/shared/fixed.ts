/** Amounts as whole numbers of 10⁻¹⁸, for what is done a million times: exact for everything that can be stored, and cheap. */
import { type Decimal, isDecimalString } from "./decimal.ts";
import { InvariantViolation } from "./invariant.ts";
import { STORED_PLACES } from "./rounding.ts";

/** A price, quantity or amount in units of 10⁻¹⁸. */
export type Fixed = bigint;

const ZEROS = "0".repeat(STORED_PLACES);
export const FIXED_ONE: Fixed = 10n ** BigInt(STORED_PLACES);

/** Reads a plain decimal string or a Decimal. More places than are stored are refused, not rounded. */
export function toFixed18(value: Decimal | string): Fixed {
  const text = typeof value === "string" ? value : value.toFixed();
  if (!isDecimalString(text)) throw new InvariantViolation(`not a plain decimal string: ${text.slice(0, 40)}`);
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text + ZEROS);
  const places = text.length - point - 1;
  if (places > STORED_PLACES) throw new InvariantViolation(`more places than are stored: ${text.slice(0, 60)}`);
  return BigInt(text.slice(0, point) + text.slice(point + 1) + ZEROS.slice(places));
}

/** The wire form: no exponent, no trailing zeros, never "-0". */
export function fromFixed18(value: Fixed): string {
  if (value === 0n) return "0";
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(STORED_PLACES + 1, "0");
  const whole = digits.slice(0, -STORED_PLACES);
  let end = digits.length;
  while (end > whole.length && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end === whole.length ? sign + whole : `${sign}${whole}.${digits.slice(whole.length, end)}`;
}

/** n/d to the nearest whole number, halves to the even one: the one rounding of the books. */
export function divideHalfEven(n: bigint, d: bigint): bigint {
  const quotient = n / d;
  const rest = n - quotient * d;
  if (rest === 0n) return quotient;
  const twice = rest < 0n ? -2n * rest : 2n * rest;
  const whole = d < 0n ? -d : d;
  if (twice < whole || (twice === whole && quotient % 2n === 0n)) return quotient;
  return rest < 0n === d < 0n ? quotient + 1n : quotient - 1n;
}

/** a × b / c, rounded once at the end and not at the product. */
export function mulDiv(a: bigint, b: bigint, c: bigint): bigint {
  return divideHalfEven(a * b, c);
}

export function fixedTimes(a: Fixed, b: Fixed): Fixed {
  return divideHalfEven(a * b, FIXED_ONE);
}

export function fixedOver(a: Fixed, b: Fixed): Fixed {
  return divideHalfEven(a * FIXED_ONE, b);
}

/** To so many places, halves to the even one: cash to the cent. */
export function roundFixed(value: Fixed, places: number): Fixed {
  const unit = 10n ** BigInt(STORED_PLACES - places);
  return divideHalfEven(value, unit) * unit;
}

export function absFixed(value: Fixed): Fixed {
  return value < 0n ? -value : value;
}
