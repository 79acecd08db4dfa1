// The browser's arithmetic agrees with the domain's Decimal on everything it offers.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  isOnTick,
  multiplyDecimals,
  placesOf,
  plain,
  roundDecimal,
  shiftPoint,
  stepByTick,
  subtractDecimals,
} from "./string-decimal.ts";

// Products stay within the fifty digits of the domain's Decimal.
const decimal = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 15n), fc.stringMatching(/^\d{0,9}$/))
  .map(([negative, whole, fraction]) => `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`);
const tick = fc.constantFrom("0.0001", "0.01", "0.05", "0.25", "1", "5");

describe("string arithmetic", () => {
  it("adds 0.1 and 0.2 to 0.3", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
  });

  it("agrees with Decimal on sums, differences, products and order", () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(addDecimals(a, b)).toBe(toPlain(dec(a).plus(dec(b))));
        expect(subtractDecimals(a, b)).toBe(toPlain(dec(a).minus(dec(b))));
        expect(multiplyDecimals(a, b)).toBe(toPlain(dec(a).times(dec(b))));
        expect(compareDecimals(a, b)).toBe(dec(a).comparedTo(dec(b)));
        expect(plain(a)).toBe(toPlain(dec(a)));
      }),
    );
  });

  it("agrees with Decimal on rounding half to even and on cut quotients", () => {
    fc.assert(
      fc.property(decimal, decimal, fc.integer({ min: 0, max: 9 }), (a, b, places) => {
        expect(roundDecimal(a, places)).toBe(toPlain(dec(a).toDecimalPlaces(places, 6)));
        fc.pre(!dec(b).isZero());
        const quotient = dec(divideDecimals(a, b, places)).abs();
        const rest = dec(a)
          .abs()
          .minus(quotient.times(dec(b).abs()));
        expect(rest.gte(0) && rest.lt(dec(b).abs().times(dec("0.1").pow(places)))).toBe(true);
      }),
    );
  });

  it("steps to a multiple of the tick, never further than one tick, never below zero", () => {
    fc.assert(
      fc.property(decimal, tick, (price, size) => {
        const up = stepByTick(price, size, "up");
        const down = stepByTick(price, size, "down");
        expect(isOnTick(up, size) && isOnTick(down, size)).toBe(true);
        expect(dec(down).gte(0)).toBe(true);
        if (dec(price).gte(0)) {
          expect(dec(up).gt(dec(price)) && dec(up).minus(dec(price)).lte(dec(size))).toBe(true);
          expect(dec(down).lt(dec(price)) || dec(price).isZero()).toBe(true);
        }
      }),
    );
  });

  it("counts the places of a tick and moves points", () => {
    expect([placesOf("0.010"), placesOf("1"), placesOf("0.0001")]).toEqual([2, 0, 4]);
    expect([shiftPoint("0.0079", 2), shiftPoint("3", 4), shiftPoint("-0.5", 2)]).toEqual(["0.79", "30000", "-50"]);
  });

  it("refuses exponents and words instead of guessing", () => {
    for (const bad of ["1e3", "", "NaN", ".5", "5.", "1,5", "0x1"]) expect(() => plain(bad)).toThrow(RangeError);
  });
});
