// Exposure from the values of positions.
import { describe, expect, it } from "vitest";
import { exposureOf } from "./exposure.ts";

describe("exposure", () => {
  it("adds sizes for gross and signed values for net, exactly", () => {
    expect(exposureOf([{ marketValue: "0.1" }, { marketValue: "0.2" }, { marketValue: "-0.05" }])).toEqual({
      gross: "0.35",
      net: "0.25",
    });
  });

  it("is unknown as long as one position has no price", () => {
    expect(exposureOf([{ marketValue: "100" }, { marketValue: null }])).toBeNull();
  });

  it("is zero without positions", () => {
    expect(exposureOf([])).toEqual({ gross: "0", net: "0" });
  });
});
