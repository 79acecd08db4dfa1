// Drawdown is about trading, not about money that comes and goes, and it names its days.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeries } from "#lib/testing/performance/any-series.ts";
import { FIXED_ONE, fromFixed18 } from "../shared/fixed.ts";
import { maximumDrawdown } from "./drawdown.ts";
import { seriesOf } from "./samples.ts";
import { timeWeighted } from "./twr.ts";

function read(...series: Parameters<typeof seriesOf>) {
  const { fraction, now, ...days } = maximumDrawdown(timeWeighted(seriesOf(...series)).days);
  const found = [days.peakDay, days.troughDay, days.recoveredDay].map((day) => day?.slice(5) ?? null);
  return [fromFixed18(fraction), fromFixed18(now), ...found];
}

describe("the maximum drawdown", () => {
  it("is measured from the best day so far, and remembers the worst", () => {
    expect(read("100", "120", "90", "114")).toEqual(["0.25", "0.05", "01-01", "01-02", null]);
  });

  it("counts the value before the first day as a best", () => {
    expect(read("100", "90", "130")).toEqual(["0.1", "0", "12-31", "01-01", "01-02"]);
  });

  it("is recovered on the first day back at its peak", () => {
    expect(read("100", "120", "60", "119", "120", "130", "125")).toEqual([
      "0.5",
      "0.038461538461538462",
      "01-01",
      "01-02",
      "01-04",
    ]);
  });

  it("is not recovered again by a deeper fall after it", () => {
    expect(read("100", "90", "100", "50", "99")).toEqual(["0.5", "0.01", "01-02", "01-03", null]);
  });

  it("is the earlier of two equally deep ones", () => {
    expect(read("100", "50", "100", "50")).toEqual(["0.5", "0.5", "12-31", "01-01", "01-02"]);
  });

  it("takes a deposit for no gain and a withdrawal for no loss", () => {
    expect(read("100", "200 in 100", "180")).toEqual(["0.1", "0.1", "01-01", "01-02", null]);
    expect(read("200", "100 out 100")).toEqual(["0", "0", null, null, null]);
  });

  it("is everything after a total loss", () => {
    expect(read("100", "0", "50 in 50")).toEqual(["1", "1", "12-31", "01-01", null]);
  });

  it("is nothing without days", () => {
    expect(maximumDrawdown([])).toMatchObject({ fraction: 0n, now: 0n, peakDay: null });
  });

  it("is never below 0 or above 1, and never less than that of now", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const { fraction, now } = maximumDrawdown(timeWeighted(series).days);
        expect(0n <= now && now <= fraction && fraction <= FIXED_ONE).toBe(true);
      }),
    );
  });
});
