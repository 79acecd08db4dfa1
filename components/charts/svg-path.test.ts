// Small charts draw what they are given, whatever its size.
import { describe, expect, it } from "vitest";
import { linePath } from "./svg-path.ts";
import { toCoordinate } from "./to-coordinate.ts";

describe("small charts", () => {
  it("put the highest value at the top and the newest at the right", () => {
    expect(linePath(["1", "3", "2"])).toBe("M0.00 96.00L50.00 4.00L100.00 50.00");
  });

  it("draw a flat line through the middle instead of dividing by zero", () => {
    expect(linePath(["5", "5"])).toBe("M0.00 50.00L100.00 50.00");
  });

  it("refuse what is not a number instead of drawing a hole", () => {
    expect(() => toCoordinate("abc")).toThrow(RangeError);
  });
});
