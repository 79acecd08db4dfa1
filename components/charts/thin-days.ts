// Thousands of days on a few hundred pixels: the lowest and highest of each stretch, every marked day, the first and the last.
import { compareDecimals } from "#components/format/string-decimal.ts";
import type { DayPoint } from "./day-line.ts";

export function thinDays(points: readonly DayPoint[], most: number): readonly DayPoint[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil((points.length * 2) / most);
  const kept = new Set<DayPoint>();
  for (let from = 0; from < points.length; from += stretch) {
    let low: DayPoint | undefined;
    let high: DayPoint | undefined;
    for (const point of points.slice(from, from + stretch)) {
      if (point.mark != null) kept.add(point);
      if (point.value === null) continue;
      if (low === undefined || compareDecimals(point.value, low.value ?? "0") < 0) low = point;
      if (high === undefined || compareDecimals(point.value, high.value ?? "0") > 0) high = point;
    }
    if (low !== undefined) kept.add(low);
    if (high !== undefined) kept.add(high);
  }
  return points.filter((point, at) => at === 0 || at === points.length - 1 || kept.has(point));
}
