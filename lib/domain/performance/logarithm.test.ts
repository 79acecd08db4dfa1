// Logarithms and roots in whole numbers agree with those of the decimal library.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal } from "../shared/decimal.ts";
import { LOG_BITS, lnRatio, wholeRoot } from "./logarithm.ts";

const Wide = Decimal.clone({ precision: 60 });
const read = (log: bigint) => new Wide(log.toString()).div(new Wide(2).pow(LOG_BITS.toString()));

describe("the logarithm of a ratio", () => {
  it("is right to 34 places, for any size of ratio", () => {
    const whole = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 1_000n }));
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const expected = new Wide(a.toString()).div(b.toString()).ln();
        expect(read(lnRatio(a, b)).minus(expected).abs().lt("1e-34")).toBe(true);
      }),
    );
  });

  it("is 0 for 1", () => {
    expect(lnRatio(7n, 7n)).toBe(0n);
  });

  it("is refused for nothing and less", () => {
    expect(() => lnRatio(0n, 1n)).toThrow();
    expect(() => lnRatio(1n, -1n)).toThrow();
  });
});

describe("the whole root", () => {
  it("is the largest whole number whose square is not above", () => {
    fc.assert(
      fc.property(fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 90n }), fc.bigInt({ min: 0n, max: 99n })), (value) => {
        const root = wholeRoot(value);
        expect(root * root <= value && (root + 1n) * (root + 1n) > value).toBe(true);
      }),
    );
  });
});
