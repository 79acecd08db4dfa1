/** Fixed-point amounts read, compare, multiply and divide as the decimals do, and nothing is rounded away unseen. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dec, toPlain } from "./decimal.ts";
import {
  absFixed,
  divideHalfEven,
  FIXED_ONE,
  fixedOver,
  fixedTimes,
  fromFixed18,
  mulDiv,
  roundFixed,
  toFixed18,
} from "./fixed.ts";
import { divide, proportion, roundCash } from "./rounding.ts";

const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const asDecimal = (value: bigint) => dec(fromFixed18(value));

test("reads text and decimals alike, to eighteen places", () => {
  expect([toFixed18("100.02"), toFixed18(dec("100.02"))]).toEqual([
    100_020_000_000_000_000_000n,
    100_020_000_000_000_000_000n,
  ]);
  expect(toFixed18("0.000000000000000001")).toBe(1n);
  expect(toFixed18("-0.5")).toBe(-500_000_000_000_000_000n);
  expect(toFixed18("7")).toBe(7_000_000_000_000_000_000n);
});

test("refuses what is no plain decimal and what has more places than are stored", () => {
  for (const text of ["", "1e5", "+1", ".5", "0x10", "0.0000000000000000001"]) expect(() => toFixed18(text)).toThrow();
});

test("keeps every order and every equality", () => {
  const price = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 18 }));
  fc.assert(
    fc.property(price, price, ([a, placesA], [b, placesB]) => {
      const [x, y] = [dec(a).div(dec(10n ** BigInt(placesA))), dec(b).div(dec(10n ** BigInt(placesB)))];
      const [fixedX, fixedY] = [toFixed18(x), toFixed18(y)];
      expect(fixedX < fixedY ? -1 : fixedX > fixedY ? 1 : 0).toBe(x.cmp(y));
    }),
  );
});

test("is written as the decimal is, and read again as itself", () => {
  expect([0n, 1n, -1n, FIXED_ONE, -FIXED_ONE / 2n].map(fromFixed18)).toEqual([
    "0",
    "0.000000000000000001",
    "-0.000000000000000001",
    "1",
    "-0.5",
  ]);
  fc.assert(
    fc.property(amount, (value) => {
      expect(toFixed18(fromFixed18(value))).toBe(value);
      expect(toPlain(asDecimal(value))).toBe(fromFixed18(value));
    }),
  );
});

test("rounds halves to the even neighbour, whatever the signs", () => {
  const halves = [1n, 3n, 5n, -1n, -3n, -5n].map((n) => [divideHalfEven(n, 2n), divideHalfEven(-n, -2n)]);
  expect(halves).toEqual([
    [0n, 0n],
    [2n, 2n],
    [2n, 2n],
    [0n, 0n],
    [-2n, -2n],
    [-2n, -2n],
  ]);
  expect([divideHalfEven(7n, 3n), divideHalfEven(8n, 3n), divideHalfEven(-8n, 3n)]).toEqual([2n, 3n, -3n]);
});

test("multiplies and divides to the digit that decimals give", () => {
  fc.assert(
    fc.property(amount, amount, amount, (a, b, c) => {
      fc.pre(c !== 0n);
      const [x, y, z] = [asDecimal(a), asDecimal(b), asDecimal(c)];
      expect(asDecimal(fixedOver(a, c)).eq(divide(x, z, 18, "half-even"))).toBe(true);
      expect(asDecimal(mulDiv(a, b, c)).eq(proportion(x, y, z))).toBe(true);
      expect(asDecimal(fixedTimes(a, b)).eq(proportion(x, y, dec("1")))).toBe(true);
      expect(asDecimal(roundFixed(a, 2)).eq(roundCash(x))).toBe(true);
      expect(asDecimal(absFixed(a)).eq(x.abs())).toBe(true);
    }),
  );
});
