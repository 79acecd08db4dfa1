import { describe, expect, it } from "vitest";
import { parseCount } from "./count.ts";

describe("a count", () => {
  it("is read from whole digits within its bounds", () => {
    expect(parseCount("3000", { min: 1, max: 65535 })).toBe(3000);
    expect(parseCount(" 7 ", { min: 1, max: 10 })).toBe(7);
    expect(parseCount("-2", { min: -5, max: 5 })).toBe(-2);
  });

  it.each(["1.5", "1e3", "0x10", "abc", "12,5", "9999999999999999", "NaN"])("is not read from %j", (text) => {
    expect(() => parseCount(text, { min: 0, max: 1_000_000 })).toThrow(RangeError);
  });

  it("names its bounds when it is outside them", () => {
    expect(() => parseCount("70000", { min: 1, max: 65535 })).toThrow("a whole number from 1 to 65535, got 70000");
  });

  it("falls back only when nothing was given", () => {
    expect(parseCount(undefined, { min: 1, max: 10, fallback: 5 })).toBe(5);
    expect(parseCount("", { min: 1, max: 10, fallback: 5 })).toBe(5);
    expect(() => parseCount("x", { min: 1, max: 10, fallback: 5 })).toThrow(RangeError);
    expect(() => parseCount(null, { min: 1, max: 10 })).toThrow(RangeError);
  });
});
