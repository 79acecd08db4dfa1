import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "./decimal.ts";
import { divide, onTick, proportion, roundCash, roundPriceToTick, truncateQuantity } from "./rounding.ts";

const plain = (text: string, rounded: (value: ReturnType<typeof dec>) => ReturnType<typeof dec>) =>
  toPlain(rounded(dec(text)));

describe("rounding", () => {
  it.each([
    ["0.125", "0.12"],
    ["0.135", "0.14"],
    ["-0.125", "-0.12"],
    ["0.1250000001", "0.13"],
    ["12345678901234567890.005", "12345678901234567890"],
  ])("takes cash %s to the even cent %s", (amount, cents) => {
    expect(plain(amount, (value) => roundCash(value))).toBe(cents);
  });

  it("cuts quantities down to nine places", () => {
    expect(plain("0.9999999999", truncateQuantity)).toBe("0.999999999");
    expect(plain("0.0000000009", truncateQuantity)).toBe("0");
  });

  it("knows which prices are on the tick, where floats do not", () => {
    expect(onTick(dec("0.3"), dec("0.1"))).toBe(true);
    expect(onTick(dec("1.15"), dec("0.01"))).toBe(true);
    expect(onTick(dec("1.155"), dec("0.01"))).toBe(false);
    expect(onTick(dec("7.25"), dec("0.25"))).toBe(true);
  });

  it("takes a price to the tick above and below", () => {
    expect(toPlain(roundPriceToTick(dec("1.151"), dec("0.01"), "up"))).toBe("1.16");
    expect(toPlain(roundPriceToTick(dec("1.159"), dec("0.01"), "down"))).toBe("1.15");
    expect(toPlain(roundPriceToTick(dec("1.15"), dec("0.01"), "up"))).toBe("1.15");
  });

  it("divides to the places and in the mode that is asked for", () => {
    expect(toPlain(divide(dec("1"), dec("3"), 18, "half-even"))).toBe("0.333333333333333333");
    expect(toPlain(divide(dec("2"), dec("3"), 2, "down"))).toBe("0.66");
    expect(toPlain(divide(dec("2"), dec("3"), 2, "up"))).toBe("0.67");
    expect(toPlain(divide(dec("-2"), dec("3"), 2, "ceil"))).toBe("-0.66");
    expect(toPlain(divide(dec("-2"), dec("3"), 2, "floor"))).toBe("-0.67");
    expect(() => divide(dec("1"), dec("0"), 2, "down")).toThrow("division by zero");
  });

  it("divides without rounding twice", () => {
    // To 50 digits this quotient is a tie; in truth it lies just above one.
    const zeros = "0".repeat(59);
    expect(toPlain(divide(dec(`5${zeros}1`), dec(`1${zeros}00`), 0, "half-even"))).toBe("1");
  });

  it("leaves nothing between a part and its rest", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 20n });
    fc.assert(
      fc.property(amount, amount, amount, (cost, a, b) => {
        const part = proportion(dec(cost), dec(a), dec(a + b));
        expect(part.decimalPlaces()).toBeLessThanOrEqual(18);
        expect(part.lte(dec(cost))).toBe(true);
        const error = part.times(dec(a + b)).minus(dec(cost).times(dec(a)));
        expect(error.abs().lte(dec(a + b).times(dec("0.0000000000000000005")))).toBe(true);
      }),
    );
  });
});
