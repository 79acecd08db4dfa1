// The time-weighted return takes flows for no gain, links its days, and flags those that have nothing to say.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySeries, withoutFlows } from "#lib/testing/performance/any-series.ts";
import { FIXED_ONE, fixedTimes, fromFixed18, mulDiv } from "../shared/fixed.ts";
import type { DaySeries } from "./day-series.ts";
import { seriesOf } from "./samples.ts";
import { timeWeighted } from "./twr.ts";

const fractionOf = (series: DaySeries) => fromFixed18(timeWeighted(series).fraction);
const daysOf = (series: DaySeries) =>
  timeWeighted(series).days.map(({ fraction, index, flag }) => [fromFixed18(fraction), fromFixed18(index), flag]);

function near(a: bigint, b: bigint, units = 2n) {
  expect(a - b <= units && b - a <= units, `${fromFixed18(a)} is not ${fromFixed18(b)}`).toBe(true);
}

describe("the time-weighted return", () => {
  it("links the days", () => {
    expect(daysOf(seriesOf("100", "110", "99"))).toEqual([
      ["0.1", "1.1", null],
      ["-0.1", "0.99", null],
    ]);
  });

  it("counts money that comes in from the start of its day", () => {
    expect(fractionOf(seriesOf("100", "220 in 100"))).toBe("0.1");
  });

  it("counts money that goes out to the end of its day", () => {
    expect(fractionOf(seriesOf("200", "120 out 100"))).toBe("0.1");
  });

  it("begins with the first deposit", () => {
    expect(fractionOf(seriesOf("0", "105 in 100", "210"))).toBe("1.1");
  });

  it("counts a deposit on the last day as neither gain nor loss", () => {
    expect(fractionOf(seriesOf("100", "110", "160 in 50"))).toBe("0.1");
  });

  it("gives 0 for a day with nothing at its start, and flags it", () => {
    expect(daysOf(seriesOf("0", "0", "110 in 100"))).toEqual([
      ["0", "1", "zero_base"],
      ["0.1", "1.1", null],
    ]);
  });

  it("goes on over a day with less than nothing at its start", () => {
    expect(daysOf(seriesOf("-10", "5", "6"))).toEqual([
      ["0", "1", "negative_base"],
      ["0.2", "1.2", null],
    ]);
  });

  it("stays at -100 % after a total loss, whatever comes in later", () => {
    expect(daysOf(seriesOf("100", "0", "220 in 200"))).toEqual([
      ["-1", "0", "total_loss"],
      ["0.1", "0", null],
    ]);
  });

  it("loses no more than everything, though the day says by how much", () => {
    expect(daysOf(seriesOf("100", "-50", "60 in 100"))).toEqual([
      ["-1.5", "0", "below_zero"],
      ["0.2", "0", null],
    ]);
  });

  it("links over days without a value, with the flows of those days", () => {
    expect(daysOf(seriesOf("100", "? in 50", "? out 20", "143"))).toEqual([
      ["0", "1", "missing_price"],
      ["0", "1", "missing_price"],
      ["0.086666666666666667", "1.086666666666666667", null],
    ]);
    expect(timeWeighted(seriesOf("100", "?", "110")).flaggedDays).toEqual(["2024-01-01"]);
  });

  it("keeps its digits through a near-total loss and back", () => {
    expect(fractionOf(seriesOf("1000000", "0.000000000001", "1000000"))).toBe("0");
  });

  it("is nothing without days", () => {
    expect(timeWeighted({ opening: FIXED_ONE, days: [] })).toEqual({ fraction: 0n, flaggedDays: [], days: [] });
  });

  it("refuses days out of order and negative flows", () => {
    const { opening, days } = seriesOf("1", "2", "3");
    expect(() => timeWeighted({ opening, days: days.toReversed() })).toThrow("go forward");
    expect(() => timeWeighted(seriesOf("1", "2 in -1"))).toThrow("never negative");
  });
});

describe("for any series, the time-weighted return", () => {
  it("is the last value over the first where nothing came or went", () => {
    fc.assert(
      fc.property(anySeries.map(withoutFlows), (series) => {
        const last = series.days.at(-1)?.value ?? 0n;
        near(timeWeighted(series).fraction, mulDiv(last - series.opening, FIXED_ONE, series.opening));
      }),
    );
  });

  it("stays, digit by digit, when all values and flows are doubled", () => {
    fc.assert(
      fc.property(anySeries, ({ opening, days }) => {
        const doubled = days.map(({ day, value, inflow, outflow }) => ({
          day,
          value: (value ?? 0n) * 2n,
          inflow: inflow * 2n,
          outflow: outflow * 2n,
        }));
        const [once, twice] = [timeWeighted({ opening, days }), timeWeighted({ opening: opening * 2n, days: doubled })];
        expect(twice.fraction).toBe(once.fraction);
        expect(twice.days.map(({ fraction, index }) => [fraction, index])).toEqual(
          once.days.map(({ fraction, index }) => [fraction, index]),
        );
      }),
    );
  });

  it("is that of its two parts, linked", () => {
    fc.assert(
      fc.property(anySeries, fc.nat(), ({ opening, days }, cut) => {
        const at = cut % days.length;
        const first = timeWeighted({ opening, days: days.slice(0, at) });
        const second = timeWeighted({ opening: days[at - 1]?.value ?? opening, days: days.slice(at) });
        const [a, b] = [FIXED_ONE + first.fraction, FIXED_ONE + second.fraction];
        const whole = FIXED_ONE + timeWeighted({ opening, days }).fraction;
        // Each part is rounded to 18 places, and the other one multiplies what that dropped.
        near(whole, fixedTimes(a, b), 2n + (a + b) / FIXED_ONE + whole / 10n ** 24n);
      }),
    );
  });
});
