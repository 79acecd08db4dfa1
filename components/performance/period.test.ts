// Periods count back from the day of the report, whole months at a time.
import { expect, test } from "vitest";
import { firstDayOf } from "./period.ts";

test("a month starts on the day after the same day of the month before", () => {
  expect(firstDayOf("1M", "2026-11-22")).toBe("2026-10-23");
  expect(firstDayOf("1Y", "2026-01-01")).toBe("2025-01-02");
});

test("a day that the earlier month does not have becomes its last", () => {
  expect(firstDayOf("1M", "2026-03-31")).toBe("2026-03-01");
  expect(firstDayOf("3M", "2024-05-31")).toBe("2024-03-01");
  expect(firstDayOf("3Y", "2027-02-28")).toBe("2024-02-29");
});

test("this year starts on its first day, all time has no first day", () => {
  expect(firstDayOf("YTD", "2026-11-22")).toBe("2026-01-01");
  expect(firstDayOf("All", "2026-11-22")).toBeNull();
});

test("three months go back over the turn of a year", () => {
  expect(firstDayOf("3M", "2026-02-15")).toBe("2025-11-16");
});
