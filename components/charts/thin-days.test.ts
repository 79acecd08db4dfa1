// A chart of thousands of days keeps what one would miss: peaks, troughs, marks, and both ends.
import { expect, test } from "vitest";
import type { DayPoint } from "./day-line.ts";
import { thinDays } from "./thin-days.ts";

function days(count: number, write: (at: number) => string | null): DayPoint[] {
  return Array.from({ length: count }, (_, at) => ({ day: `day ${at}`, value: write(at) }));
}

test("a short line is drawn as it is", () => {
  const points = days(10, (at) => `${at}`);
  expect(thinDays(points, 10)).toBe(points);
});

test("a long one becomes short and keeps its extremes, its ends and their order", () => {
  const points = days(4_000, (at) => (at === 1_777 ? "1000000" : at === 2_345 ? "-5" : `${100 + (at % 7)}`));
  const thin = thinDays(points, 600);
  expect(thin.length).toBeLessThanOrEqual(602);
  const names = thin.map(({ day }) => day);
  for (const kept of ["day 0", "day 1777", "day 2345", "day 3999"]) expect(names).toContain(kept);
  expect(thin).toEqual(points.filter((point) => thin.includes(point)));
});

test("marked days are never lost, also without a value", () => {
  const points = days(1_000, (at) => (at === 500 ? null : "1")).map((point, at) => ({
    ...point,
    mark: at === 500 || at === 501 ? "Paid in" : null,
  }));
  expect(thinDays(points, 100).filter(({ mark }) => mark !== null)).toHaveLength(2);
});
