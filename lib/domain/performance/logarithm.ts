// Natural logarithm of a ratio and square root of a whole number, in whole numbers: thousands of them in milliseconds.
import { invariant } from "../shared/invariant.ts";

/** Logarithms are whole numbers of 2⁻¹²⁸. */
export const LOG_BITS = 128n;
const LOG_ONE = 1n << LOG_BITS;
const LN_2 = atanhTwice(LOG_ONE / 3n);

/** ln(a/b) by the series of the area tangent, 2·artanh((a−b)/(a+b)), after taking out powers of two; right to 34 places. */
export function lnRatio(a: bigint, b: bigint): bigint {
  invariant(a > 0n && b > 0n, "a logarithm is of a positive ratio");
  let [over, under, twos] = [a, b, 0n];
  while (over * 2n > under * 3n) {
    under *= 2n;
    twos += 1n;
  }
  while (under * 2n > over * 3n) {
    over *= 2n;
    twos -= 1n;
  }
  return atanhTwice(((over - under) << LOG_BITS) / (over + under)) + twos * LN_2;
}

function atanhTwice(y: bigint): bigint {
  const square = (y * y) >> LOG_BITS;
  let total = y;
  let power = (y * square) >> LOG_BITS;
  // A negative power shifts towards −1 and would never be 0.
  for (let odd = 3n; power > 1n || power < -1n; odd += 2n) {
    total += power / odd;
    power = (power * square) >> LOG_BITS;
  }
  return total * 2n;
}

/** The whole part of the root, by Newton's way from above. */
export function wholeRoot(value: bigint): bigint {
  invariant(value >= 0n, "a root is of nothing below zero");
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length / 2 + 1) | 0);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
