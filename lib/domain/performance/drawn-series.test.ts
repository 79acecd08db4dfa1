// A curve of thousands of days keeps what one would miss: peaks, troughs, flags, flows, and both ends.
import { expect, test } from "vitest";
import { addDays, asLocalDate } from "../shared/local-date.ts";
import { DRAWN_DAYS, drawnSeries } from "./drawn-series.ts";
import { hasFlow, type PerformanceReport, type SeriesDay } from "./report.ts";

const FIRST = asLocalDate("2014-01-01");

function reportOf(
  count: number,
  write: (at: number) => Partial<SeriesDay>,
  beside: (at: number) => string = () => "1",
) {
  const series = Array.from({ length: count }, (_, at): SeriesDay => {
    const day = { day: addDays(FIRST, at), equity: `${100 + (at % 7)}`, inflow: "0", outflow: "0" };
    return { ...day, fraction: "0", index: `1.${at % 10}`, flag: null, ...write(at) };
  });
  const benchmarkSeries = series.map(({ day }, at) => ({ day, index: beside(at) }));
  const days = { all: count, given: count, withFlows: series.filter(hasFlow).length };
  return { series, benchmarkSeries, days } as unknown as PerformanceReport;
}

const dayAt = (at: number) => addDays(FIRST, at);
const daysOf = ({ series }: PerformanceReport) => series.map(({ day }) => day);

test("a history that fits is drawn whole", () => {
  const report = reportOf(DRAWN_DAYS, () => ({}));
  expect(drawnSeries(report)).toBe(report);
});

test("a long one becomes short and keeps the extremes of every line, its ends and its order", () => {
  const report = reportOf(
    4_400,
    (at) => ({ ...(at === 1_777 ? { equity: "1000000" } : {}), ...(at === 2_345 ? { index: "0.01" } : {}) }),
    (at) => (at === 3_001 ? "9" : "1"),
  );
  const drawn = drawnSeries(report);
  expect(drawn.series.length).toBeLessThan(800);
  expect(daysOf(drawn)).toEqual(expect.arrayContaining([0, 1_777, 2_345, 3_001, 4_399].map(dayAt)));
  expect(drawn.series).toEqual(report.series.filter((day) => drawn.series.includes(day)));
  expect(drawn.benchmarkSeries.map(({ day }) => day)).toEqual(daysOf(drawn));
  expect(drawn.days).toEqual({ all: 4_400, given: drawn.series.length, withFlows: 0 });
});

test("flagged days are kept, of a long run of one flag where it begins and ends", () => {
  const gap = (at: number) => at >= 1_000 && at < 2_000;
  const report = reportOf(3_000, (at) =>
    gap(at) ? { equity: null, flag: "missing_price" } : at === 2_500 ? { flag: "zero_base" } : {},
  );
  const flagged = drawnSeries(report).series.filter(({ flag, day }) => flag === "zero_base" || day < dayAt(2_000));
  expect(flagged.map(({ day }) => day)).toEqual(expect.arrayContaining([1_000, 1_999, 2_500].map(dayAt)));
});

test("a few days with money in or out are all kept, of one on every day the largest", () => {
  const few = reportOf(4_000, (at) => (at % 100 === 13 ? { inflow: "5" } : {}));
  expect(drawnSeries(few).series.filter(hasFlow)).toHaveLength(40);

  const many = drawnSeries(
    reportOf(4_000, (at) => (at === 3_210 ? { outflow: "900" } : { inflow: `${1 + (at % 3)}` })),
  );
  expect(many.series.length).toBeLessThan(900);
  expect(many.days.withFlows).toBe(4_000);
  expect(daysOf(many)).toContain(dayAt(3_210));
});
