// Series for tests, written as text.
import { toFixed18 } from "../shared/fixed.ts";
import { addDays, asLocalDate } from "../shared/local-date.ts";
import type { DayPoint, DaySeries } from "./day-series.ts";

const FIRST_DAY = asLocalDate("2024-01-01");

/** "110", "110 in 5" or "110 in 5 out 2" for each day from 2024-01-01 on; "? in 5" where the value is not known. */
export function seriesOf(opening: string, ...days: readonly string[]): DaySeries {
  return { opening: toFixed18(opening), days: days.map(readDay) };
}

function readDay(text: string, index: number): DayPoint {
  const [value = "", ...rest] = text.split(" ");
  const flow = (word: string) => toFixed18(rest[rest.indexOf(word) + 1] ?? "");
  return {
    day: addDays(FIRST_DAY, index),
    value: value === "?" ? null : toFixed18(value),
    inflow: rest.includes("in") ? flow("in") : 0n,
    outflow: rest.includes("out") ? flow("out") : 0n,
  };
}
