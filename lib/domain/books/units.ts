/** Units as whole numbers over a denominator that splits make grow: thirds stay thirds. */
import { type Fixed, mulDiv } from "../shared/fixed.ts";

/** Less than 10⁻⁹ units is nothing: it comes from rounding, and nobody can trade it. */
const DUST = 10n ** 9n;

export function isDust(units: bigint, denominator: bigint): boolean {
  return (units < 0n ? -units : units) < DUST * denominator;
}

/** As they are traded, to eighteen places. */
export function toQuantity(units: bigint, denominator: bigint): Fixed {
  return denominator === 1n ? units : mulDiv(units, 1n, denominator);
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
