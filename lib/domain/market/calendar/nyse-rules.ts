// The trading days of the New York Stock Exchange from its rules, true from 1990 on; what a rule cannot know is data.
import { parseCount } from "../../shared/count.ts";
import { addDays, asLocalDate, type LocalDate, weekdayOf } from "../../shared/local-date.ts";
import { type EarlyClose, SPECIAL_CLOSURES, SPECIAL_EARLY_CLOSES } from "./special-days.ts";

const [SUNDAY, MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [0, 1, 3, 4, 5, 6];

const years = new Map<number, ReadonlyMap<LocalDate, string>>();

export function isWeekend(day: LocalDate): boolean {
  const weekday = weekdayOf(day);
  return weekday === SATURDAY || weekday === SUNDAY;
}

/** Why the exchange is closed on that day, other than for the weekend. */
export function nyseHoliday(day: LocalDate): string | null {
  return SPECIAL_CLOSURES.get(day) ?? nyseHolidays(yearOf(day)).get(day) ?? null;
}

export function isNyseTradingDay(day: LocalDate): boolean {
  return !isWeekend(day) && nyseHoliday(day) === null;
}

/** The exchange's early close on a trading day, null on a full day and on a closed one. */
export function nyseEarlyClose(day: LocalDate): EarlyClose | null {
  if (!isNyseTradingDay(day)) return null;
  const special = SPECIAL_EARLY_CLOSES.get(day);
  if (special !== undefined) return special;
  const reason = earlyCloseReason(day);
  // Two in the afternoon was the early close until 1993.
  return reason === null ? null : { closeAt: yearOf(day) < 1993 ? "14:00" : "13:00", reason };
}

/** The year's regular holidays as observed, by day; every one of them is a weekday. */
export function nyseHolidays(year: number): ReadonlyMap<LocalDate, string> {
  const known = years.get(year);
  if (known !== undefined) return known;
  const found = new Map<LocalDate, string>([
    [nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"],
    [addDays(easterSunday(year), -2), "Good Friday"],
    [addDays(nthWeekday(year, 6, MONDAY, 1), -7), "Memorial Day"],
    [observed(dateOf(year, 7, 4)), "Independence Day"],
    [nthWeekday(year, 9, MONDAY, 1), "Labor Day"],
    [thanksgiving(year), "Thanksgiving Day"],
    [observed(dateOf(year, 12, 25)), "Christmas Day"],
  ]);
  const newYear = dateOf(year, 1, 1);
  // On a Saturday it is not observed at all: the Friday before closes the year's accounts.
  if (weekdayOf(newYear) !== SATURDAY) found.set(observed(newYear), "New Year's Day");
  if (year >= 1998) found.set(nthWeekday(year, 1, MONDAY, 3), "Martin Luther King Jr. Day");
  if (year >= 2022) found.set(observed(dateOf(year, 6, 19)), "Juneteenth");
  years.set(year, found);
  return found;
}

function earlyCloseReason(day: LocalDate): string | null {
  const year = yearOf(day);
  const weekday = weekdayOf(day);
  const date = day.slice(5);
  // A Friday's 3 July or 24 December is the holiday itself, so what is left is followed by a closed weekday.
  if (date === "12-24") return "Christmas Eve";
  if (year >= 1992 && day === addDays(thanksgiving(year), 1)) return "Day after Thanksgiving";
  if (year < 1995) return null;
  if (date === "07-03" && (weekday !== WEDNESDAY || year >= 2013)) return "Day before Independence Day";
  // Until 2012 a Thursday's holiday shortened the Friday after it instead of the Wednesday before.
  if (date === "07-05" && weekday === FRIDAY && year < 2013) return "Day after Independence Day";
  return null;
}

function observed(day: LocalDate): LocalDate {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY) return addDays(day, -1);
  return weekday === SUNDAY ? addDays(day, 1) : day;
}

function thanksgiving(year: number): LocalDate {
  return nthWeekday(year, 11, THURSDAY, 4);
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): LocalDate {
  const first = dateOf(year, month, 1);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1));
}

/** Gregorian Easter by the anonymous computus: whole-number divisions and remainders only. */
function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const lunar = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - lunar + 15) % 30;
  const dominical = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * dominical) / 451);
  return addDays(dateOf(year, 3, 22), epact + dominical - 7 * late);
}

function yearOf(day: LocalDate): number {
  return parseCount(day.slice(0, 4), { min: 0, max: 9_999 });
}

function dateOf(year: number, month: number, day: number): LocalDate {
  const two = (count: number) => String(count).padStart(2, "0");
  return asLocalDate(`${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`);
}
