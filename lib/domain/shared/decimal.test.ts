import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal, dec, isDecimalString, maxOf, minOf, sum, toPlain, ZERO } from "./decimal.ts";
import { InvariantViolation } from "./invariant.ts";

const digits = (most: number) => fc.bigInt({ min: 0n, max: 10n ** BigInt(most) - 1n });
/** Twenty whole digits and eighteen places: all that the books can store. */
const stored = fc
  .tuple(fc.boolean(), digits(20), digits(18))
  .map(([negative, whole, places]) => `${negative ? "-" : ""}${whole}.${places.toString().padStart(18, "0")}`);

describe("an amount", () => {
  it("adds 0.1 and 0.2 to exactly 0.3", () => {
    expect(toPlain(dec("0.1").plus(dec("0.2")))).toBe("0.3");
  });

  it("keeps eighteen decimals beside twenty whole digits", () => {
    const text = "99999999999999999999.999999999999999999";
    expect(toPlain(dec(text))).toBe(text);
    expect(toPlain(dec(text).plus(dec("0.000000000000000001")))).toBe("100000000000000000000");
    expect(toPlain(dec(text).minus(dec("0.000000000000000001")))).toBe("99999999999999999999.999999999999999998");
  });

  it("multiplies twenty digits by nine places without losing one", () => {
    expect(toPlain(dec("12345678901234567890").times(dec("1.000000001")))).toBe("12345678913580246791.23456789");
  });

  it("is written without exponent, trailing zeros or a negative zero", () => {
    expect(toPlain(dec("0.000000000000000001"))).toBe("0.000000000000000001");
    expect(toPlain(dec("100000000000000000000000000000"))).toBe("100000000000000000000000000000");
    expect(dec("0.000000000000000001").toString()).toBe("0.000000000000000001");
    expect(toPlain(dec("1.500"))).toBe("1.5");
    expect(toPlain(dec("-0"))).toBe("0");
    expect(toPlain(ZERO.times(dec("-3")))).toBe("0");
  });

  it.each(["", " 1", "1 ", "+1", "1e3", "1.", ".5", "1,5", "0x10", "NaN", "Infinity", "--1", "1_000", "1\n", "١"])(
    "is not read from %j",
    (text) => {
      expect(isDecimalString(text)).toBe(false);
      expect(() => dec(text)).toThrow(InvariantViolation);
    },
  );

  it("is not made from a JavaScript number, whatever the types were told", () => {
    const smuggled: unknown = 0.1;
    expect(() => dec(smuggled as string)).toThrow(InvariantViolation);
  });

  it("refuses to write what is not finite", () => {
    expect(() => toPlain(new Decimal("Infinity"))).toThrow(InvariantViolation);
  });

  it("survives the way to text and back, and addition agrees with whole numbers", () => {
    const scaled = (text: string) => BigInt(text.replace(".", ""));
    fc.assert(
      fc.property(stored, stored, (a, b) => {
        expect(dec(toPlain(dec(a))).eq(dec(a))).toBe(true);
        const exact = dec(scaled(a) + scaled(b));
        expect(dec(a).plus(dec(b)).times(dec("1000000000000000000")).eq(exact)).toBe(true);
      }),
    );
  });

  it("sums a thousand dimes to exactly a hundred", () => {
    expect(toPlain(sum(Array.from({ length: 1000 }, () => dec("0.1"))))).toBe("100");
    expect(toPlain(sum([]))).toBe("0");
  });

  it("is compared by value", () => {
    expect(toPlain(minOf(dec("2"), dec("-10"), dec("1")))).toBe("-10");
    expect(toPlain(maxOf(dec("2"), dec("10"), dec("9")))).toBe("10");
  });
});
