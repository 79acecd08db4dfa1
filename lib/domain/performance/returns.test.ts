import { describe, expect, it } from "vitest";
import { toFixed18 } from "../shared/fixed.ts";
import type { DayPoint, DaySeries } from "./day-series.ts";
import { maximumDrawdown } from "./drawdown.ts";
import { returnsOf, walkDays } from "./returns.ts";
import { seriesOf } from "./samples.ts";
import { timeWeighted } from "./twr.ts";
import { volatility } from "./volatility.ts";

const series = seriesOf("0", "100 in 100", "110", "? in 5", "90", "95 out 3", "120", "80", "118", "131");

describe("days that were walked once", () => {
  const known = walkDays(series);

  it("are what each measure says of the whole series", () => {
    const { days } = timeWeighted(series);
    expect(known.map(({ linked }) => linked)).toEqual(days);
    const { returns } = returnsOf(series);
    expect(returns.drawdown.troughDay).toBe(maximumDrawdown(days).troughDay);
    expect(returns.volatility.reason).toBe(volatility(days).reason);
  });

  it.each(series.days.map((_, at) => at))("serve a report that ends after %i of them with another value", (at) => {
    const [end] = series.days.slice(at);
    const shorter: DaySeries = {
      ...series,
      days: [...series.days.slice(0, at), { ...(end as DayPoint), value: toFixed18("77") }],
    };
    expect(returnsOf(shorter, known)).toEqual(returnsOf(shorter));
  });

  it("serve nobody behind a day that is another one", () => {
    const [first, second, ...rest] = series.days;
    const changed: DaySeries = {
      ...series,
      days: [first as DayPoint, { ...(second as DayPoint), value: toFixed18("55") }, ...rest],
    };
    expect(returnsOf(changed, known)).toEqual(returnsOf(changed));
    expect(returnsOf(changed, known).returns).not.toEqual(returnsOf(series, known).returns);
  });
});
