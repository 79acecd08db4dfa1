/** The rules against the exchange's own published days, its odd ones, its counts per year and a real price series. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addDays, asLocalDate, type LocalDate, weekdayOf } from "../../shared/local-date.ts";
import { isNyseTradingDay, nyseEarlyClose, nyseHoliday, nyseHolidays } from "./nyse-rules.ts";
import { SPECIAL_CLOSURES } from "./special-days.ts";

/** Year, weekdays without trading, days that close at 13:00. */
const PUBLISHED: readonly (readonly [number, string, string])[] = [
  [2018, "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25", "07-03 11-23 12-24"],
  [2019, "01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25", "07-03 11-29 12-24"],
  [2020, "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25", "11-27 12-24"],
  [2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24", "11-26"],
  [2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26", "11-25"],
  [2023, "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25", "07-03 11-24"],
  [2024, "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25", "07-03 11-29 12-24"],
  [2025, "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25", "07-03 11-28 12-24"],
  [2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25", "11-27 12-24"],
  [2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24", "11-26"],
];

const TRADING_DAYS: readonly (readonly [number, number])[] = [
  [1990, 253],
  [1994, 252],
  [1996, 254],
  [2001, 248],
  [2004, 252],
  [2007, 251],
  [2008, 253],
  [2012, 250],
  [2018, 251],
  [2020, 253],
  [2023, 250],
  [2024, 252],
  [2025, 250],
];

function daysOf(year: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = asLocalDate(`${year}-01-01`); day.startsWith(`${year}`); day = addDays(day, 1)) days.push(day);
  return days;
}

const inYear = (days: LocalDate[]) => days.map((day) => day.slice(5)).join(" ");
const isWeekday = (day: LocalDate) => weekdayOf(day) % 6 !== 0;

describe.each(PUBLISHED)("in %i", (year, holidays, halfDays) => {
  it("the exchange is closed on its published holidays and no other weekday", () => {
    expect(inYear(daysOf(year).filter((day) => isWeekday(day) && !isNyseTradingDay(day)))).toBe(holidays);
  });

  it("it closes at 13:00 on its published half days and no other day", () => {
    const early = daysOf(year).filter((day) => nyseEarlyClose(day) !== null);
    expect(inYear(early)).toBe(halfDays);
    expect(new Set(early.map((day) => nyseEarlyClose(day)?.closeAt))).toEqual(new Set(["13:00"]));
  });
});

test.each(TRADING_DAYS)("%i had %i trading days", (year, count) => {
  expect(daysOf(year).filter(isNyseTradingDay).length).toBe(count);
});

test("weekends have no trading", () => {
  expect(daysOf(2026).filter((day) => !isWeekday(day) && isNyseTradingDay(day))).toEqual([]);
});

test.each([...SPECIAL_CLOSURES])("%s was closed: %s", (day, reason) => {
  expect(isNyseTradingDay(day)).toBe(false);
  expect(nyseHoliday(day)).toBe(reason);
  expect(isWeekday(day)).toBe(true);
});

test("trading went on around the special closures", () => {
  const around = ["1994-04-26", "1994-04-28", "2001-09-10", "2001-09-17", "2004-06-10", "2004-06-14", "2007-01-03"];
  const later = ["2012-10-26", "2012-10-31", "2018-12-04", "2018-12-06", "2025-01-08", "2025-01-10"];
  expect([...around, ...later].filter((day) => !isNyseTradingDay(asLocalDate(day)))).toEqual([]);
});

test.each(["1999-12-31", "2004-12-31", "2010-12-31", "2021-12-31", "2027-12-31"])(
  "%s was a trading day: a Saturday's New Year is not observed",
  (day) => {
    expect(isNyseTradingDay(asLocalDate(day))).toBe(true);
  },
);

test("holidays begin in the year in which the exchange took them up", () => {
  expect([...nyseHolidays(1997).values()]).not.toContain("Martin Luther King Jr. Day");
  expect(nyseHoliday(asLocalDate("1998-01-19"))).toBe("Martin Luther King Jr. Day");
  expect(isNyseTradingDay(asLocalDate("2020-06-19"))).toBe(true);
  expect(isNyseTradingDay(asLocalDate("2021-06-18"))).toBe(true);
  expect(nyseHoliday(asLocalDate("2022-06-20"))).toBe("Juneteenth");
});

test.each([
  ["1991-11-29", null],
  ["1992-11-27", "14:00"],
  ["1992-12-24", "14:00"],
  ["1993-11-26", "13:00"],
  ["1995-07-03", "13:00"],
  ["1996-07-03", null],
  ["1996-07-05", "13:00"],
  ["1997-12-26", "13:00"],
  ["1999-12-31", "13:00"],
  ["2002-07-03", null],
  ["2002-07-05", "13:00"],
  ["2003-12-26", "13:00"],
  ["2008-12-26", null],
  ["2013-07-03", "13:00"],
  ["2013-07-05", null],
  ["2014-07-03", "13:00"],
  ["2016-07-01", null],
  ["2025-12-26", null],
])("%s closed early at %s", (day, closeAt) => {
  expect(isNyseTradingDay(asLocalDate(day))).toBe(true);
  expect(nyseEarlyClose(asLocalDate(day))?.closeAt ?? null).toBe(closeAt);
});

test.each(["1991-03-29", "2000-04-21", "2008-03-21", "2011-04-22", "2038-04-23", "2076-04-17", "2100-03-26"])(
  "%s is Good Friday",
  (day) => {
    expect(nyseHoliday(asLocalDate(day))).toBe("Good Friday");
  },
);

test("to the year 2100 every holiday is a weekday of its year, and no two fall together", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2100 }), (year) => {
      const days = [...nyseHolidays(year).keys()];
      expect(days.every((day) => isWeekday(day) && day.startsWith(`${year}-`))).toBe(true);
      const saturdayNewYear = weekdayOf(asLocalDate(`${year}-01-01`)) === 6;
      expect(days.length).toBe(8 + (year >= 1998 ? 1 : 0) + (year >= 2022 ? 1 : 0) - (saturdayNewYear ? 1 : 0));
    }),
  );
});

const folder = process.env["BALLAST_TEST_DATA"];

test.skipIf(!folder)(
  "a real series has a price on exactly the trading days (skipped without BALLAST_TEST_DATA, the folder of price files)",
  () => {
    const rows = readFileSync(join(folder ?? "", "GOOG.csv"), "utf8")
      .trimEnd()
      .split(/\r?\n/)
      .slice(1);
    const days = rows.map((row) => asLocalDate(row.slice(0, 10)));
    const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
    const expected: LocalDate[] = [];
    for (let day = asLocalDate(first); day <= last; day = addDays(day, 1))
      if (isNyseTradingDay(day)) expected.push(day);
    expect(days).toEqual(expected);
  },
);
