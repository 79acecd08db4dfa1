/** Days as whole numbers since 1970-01-01, for walking through thousands of them: no text and no calendar on the way. */
import type { LocalDate } from "../shared/local-date.ts";

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1_900;
const LAST_YEAR = 2_999;

/** The first day of each year from 1900 on. */
const STARTS = Int32Array.from(
  { length: LAST_YEAR - FIRST_YEAR + 2 },
  (_, at) => Date.UTC(FIRST_YEAR + at, 0, 1) / DAY_MS,
);

export type DayNumber = number;

// The same few thousand days come again and again, and a calendar is slow.
const names: LocalDate[] = [];
const numbers = new Map<LocalDate, DayNumber>();

export function dayNumber(day: LocalDate): DayNumber {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  const number = Date.parse(`${day}T00:00:00Z`) / DAY_MS;
  numbers.set(day, number);
  return number;
}

export function localDateOf(day: DayNumber): LocalDate {
  const at = day - (STARTS[0] ?? 0);
  const known = names[at];
  if (known !== undefined) return known;
  const name = new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;
  if (at >= 0) names[at] = name;
  return name;
}

export function yearOf(day: DayNumber): number {
  // A guess that is at most one year off.
  let at = Math.floor((day - (STARTS[0] ?? 0)) / 365.2425);
  if (day < (STARTS[at] ?? 0)) at -= 1;
  else if (day >= (STARTS[at + 1] ?? Number.POSITIVE_INFINITY)) at += 1;
  return FIRST_YEAR + at;
}

export function yearStart(year: number): DayNumber {
  return STARTS[year - FIRST_YEAR] ?? 0;
}
