// Months as weeks, keys that move through them, and days in words.
import { expect, test } from "vitest";
import { type CalendarDay, dayLabel, dayLook, hoursWords, overrideNow, overrideWords } from "./day-words.ts";
import { addMonths, dayByKey, readMonth, spanOf, weeksOf } from "./month.ts";

test("a month is shown in whole weeks from Monday on", () => {
  expect(spanOf("2026-11")).toEqual({ from: "2026-10-26", to: "2026-12-06" });
  expect(weeksOf("2027-02")).toHaveLength(4);
  expect(weeksOf("2026-11").every((week) => week.length === 7)).toBe(true);
});

test("months go on over the year's end, and what is no month is not read", () => {
  expect([addMonths("2026-12", 1), addMonths("2026-01", -1)]).toEqual(["2027-01", "2025-12"]);
  expect([readMonth("2026-13"), readMonth("26-1"), readMonth(undefined), readMonth("2026-11")]).toEqual([
    null,
    null,
    null,
    "2026-11",
  ]);
});

test("keys move by day, week and month, and stay within a shorter month", () => {
  const move = (key: string) => dayByKey("2026-10-31", key);
  expect([move("ArrowRight"), move("ArrowUp"), move("Home"), move("End")]).toEqual([
    "2026-11-01",
    "2026-10-24",
    "2026-10-26",
    "2026-11-01",
  ]);
  expect([move("PageDown"), move("PageUp"), move("x")]).toEqual(["2026-11-30", "2026-09-30", null]);
});

const FULL: CalendarDay = {
  day: "2026-11-25",
  kind: "full",
  preOpenAt: "2026-11-25T09:00:00.000Z",
  openAt: "2026-11-25T14:30:00.000Z",
  closeAt: "2026-11-25T21:00:00.000Z",
  postCloseAt: "2026-11-26T01:00:00.000Z",
  reason: null,
  override: null,
};
const CLOSED: CalendarDay = { ...FULL, day: "2026-11-26", kind: "closed", openAt: null, closeAt: null };

test("hours are New York's, and an always open market has none", () => {
  expect(hoursWords(FULL, "nyse")).toBe("09:30 to 16:00");
  expect(hoursWords(FULL, "always")).toBe("around the clock");
  expect(hoursWords(CLOSED, "nyse")).toBe("closed");
});

test("a holiday says which one, a weekend only that it is one", () => {
  expect(dayLook({ ...CLOSED, reason: "Thanksgiving Day" }).word).toBe("Thanksgiving Day");
  expect(dayLook({ ...CLOSED, day: "2026-11-28" }).word).toBe("weekend");
  expect(dayLook({ ...FULL, kind: "half" }).word).toBe("half day");
});

test("a day that an admin has set says so aloud", () => {
  const override = { kind: "closed", openAt: null, closeAt: null, reason: "storm", version: 1, updatedAt: "" } as const;
  const day = { ...CLOSED, reason: "storm", override };
  expect(dayLabel(day, "nyse", "Thursday")).toBe("Thursday, closed, storm, set by an admin");
  expect(overrideWords(override)).toBe("Closed all day (“storm”)");
  expect(overrideWords({ ...override, kind: "custom", openAt: "10:00" })).toBe(
    "Hours of its own, 10:00 to 16:00 (“storm”)",
  );
});

test("a refused change tells what is there now, also that nothing is any more", () => {
  expect(overrideNow(null)).toBeNull();
  expect(overrideNow({ kind: "moon", version: 2 })).toBeUndefined();
  expect(overrideNow("x")).toBeUndefined();
  expect(overrideNow({ kind: "closed", reason: "snow", version: 3 })).toMatchObject({ reason: "snow", version: 3 });
});
