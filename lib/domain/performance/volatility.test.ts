// Volatility is the spread of the daily log returns, right to the eighteenth place.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeries } from "#lib/testing/performance/any-series.ts";
import { Decimal, dec, toPlain, ZERO } from "../shared/decimal.ts";
import { fromFixed18 } from "../shared/fixed.ts";
import { weekdayOf } from "../shared/local-date.ts";
import { seriesOf } from "./samples.ts";
import { timeWeighted } from "./twr.ts";
import { volatility } from "./volatility.ts";

const read = (...series: Parameters<typeof seriesOf>) => volatility(timeWeighted(seriesOf(...series)).days);

describe("volatility", () => {
  it("is the sample deviation times the root of the number, and of 252 for a year", () => {
    // ln 1.1 and −ln 1.1: a deviation of √2·ln 1.1.
    const { period, annualised, observations } = read("100", "110", "100");
    const log = dec("1.1").ln();
    expect(observations).toBe(2);
    expect(fromFixed18(period ?? 0n)).toBe(toPlain(log.times(2).toDecimalPlaces(18)));
    expect(fromFixed18(annualised ?? 0n)).toBe(toPlain(log.times(dec("504").sqrt()).toDecimalPlaces(18)));
  });

  it("is nothing where every day returned the same", () => {
    expect(read("100", "110", "121", "133.1")).toMatchObject({ period: 0n, annualised: 0n });
  });

  it("leaves flagged days out and counts them", () => {
    expect(read("0", "0", "100 in 100", "110", "0", "50 in 50")).toMatchObject({ observations: 3, leftOut: 2 });
  });

  it("does not take a weekend on which nothing moved for two calm days", () => {
    // 2024-01-06 is a Saturday.
    const week = ["101", "102", "101", "102", "101"];
    const still = read("100", ...week, "101", "101");
    expect(still).toEqual(read("100", ...week));
    expect(read("100", ...week, "101", "102").observations).toBe(6);
  });

  it("needs two returns, and says so", () => {
    const none = { period: null, annualised: null };
    expect(read("100")).toMatchObject({ ...none, reason: "A deviation needs two daily returns, and there is none." });
    expect(read("100", "110")).toMatchObject({
      ...none,
      reason: "A deviation needs two daily returns, and there is one.",
    });
  });

  it("agrees with the decimal library on any series", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const { days } = timeWeighted(series);
        const { period, observations } = volatility(days);
        if (period === null) return;
        const logs = days
          .filter(({ base, after, day }) => base !== after || ![0, 6].includes(weekdayOf(day)))
          .map(({ base, after }) => dec(after).div(dec(base)).ln());
        const mean = Decimal.sum(ZERO, ...logs).div(observations);
        const squares = logs.map((log) => log.minus(mean).pow(2));
        const expected = Decimal.sum(ZERO, ...squares)
          .div(observations - 1)
          .sqrt()
          .times(new Decimal(observations).sqrt());
        expect(expected.minus(fromFixed18(period)).abs().lt("1e-17")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
