import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  addDays,
  asLocalDate,
  instantOf,
  startOfDay,
  toLocalDate,
  toWallTime,
  VENUE_ZONE,
  weekdayOf,
} from "./local-date.ts";

const start = (date: string, zone: string) => startOfDay(asLocalDate(date), zone).toISOString();

describe("a trading day", () => {
  it("is the venue's day, not the server's", () => {
    expect(toLocalDate(new Date("2026-01-02T04:59:59.999Z"), VENUE_ZONE)).toBe("2026-01-01");
    expect(toLocalDate(new Date("2026-01-02T05:00:00.000Z"), VENUE_ZONE)).toBe("2026-01-02");
    expect(toLocalDate(new Date("2026-07-02T04:00:00.000Z"), VENUE_ZONE)).toBe("2026-07-02");
  });

  it("starts at the venue's midnight in winter, in summer and on both days of the change", () => {
    expect(start("2026-01-15", VENUE_ZONE)).toBe("2026-01-15T05:00:00.000Z");
    expect(start("2026-07-15", VENUE_ZONE)).toBe("2026-07-15T04:00:00.000Z");
    expect(start("2026-03-08", VENUE_ZONE)).toBe("2026-03-08T05:00:00.000Z");
    expect(start("2026-03-09", VENUE_ZONE)).toBe("2026-03-09T04:00:00.000Z");
    expect(start("2026-11-01", VENUE_ZONE)).toBe("2026-11-01T04:00:00.000Z");
    expect(start("2026-11-02", VENUE_ZONE)).toBe("2026-11-02T05:00:00.000Z");
  });

  it("starts at its first instant where the clock jumps over midnight", () => {
    expect(start("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
  });

  it("begins exactly where the day before ends", () => {
    const zones = fc.constantFrom(VENUE_ZONE, "UTC", "Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), zones, (days, zone) => {
        const date = addDays(asLocalDate("1990-01-01"), days);
        const first = startOfDay(date, zone);
        expect(toLocalDate(first, zone)).toBe(date);
        expect(toLocalDate(new Date(first.getTime() - 1), zone)).toBe(addDays(date, -1));
      }),
    );
  });

  it("counts over months and leap years", () => {
    expect(addDays(asLocalDate("2024-02-28"), 1)).toBe("2024-02-29");
    expect(addDays(asLocalDate("2025-12-31"), 1)).toBe("2026-01-01");
    expect(addDays(asLocalDate("2026-03-01"), -1)).toBe("2026-02-28");
  });

  it.each(["2026-02-31", "2026-13-01", "2026-1-1", "20260101", ""])("is not %j", (text) => {
    expect(() => asLocalDate(text)).toThrow("not a calendar date");
  });
});

describe("a time of day", () => {
  const instant = (date: string, time: string, zone: string = VENUE_ZONE) =>
    instantOf(asLocalDate(date), time, zone).toISOString();

  it("is the same clock time before, on and after a change of clocks, at another instant", () => {
    expect(instant("2026-03-06", "09:30")).toBe("2026-03-06T14:30:00.000Z");
    expect(instant("2026-03-08", "09:30")).toBe("2026-03-08T13:30:00.000Z");
    expect(instant("2026-03-09", "09:30")).toBe("2026-03-09T13:30:00.000Z");
    expect(instant("2026-10-30", "16:00")).toBe("2026-10-30T20:00:00.000Z");
    expect(instant("2026-11-01", "16:00")).toBe("2026-11-01T21:00:00.000Z");
    expect(instant("2026-11-02", "16:00")).toBe("2026-11-02T21:00:00.000Z");
  });

  it("that the clocks skip is the moment they jump", () => {
    expect(instant("2026-03-08", "01:59")).toBe("2026-03-08T06:59:00.000Z");
    expect(instant("2026-03-08", "02:00")).toBe("2026-03-08T07:00:00.000Z");
    expect(instant("2026-03-08", "02:30")).toBe("2026-03-08T07:00:00.000Z");
    expect(instant("2026-03-08", "03:00")).toBe("2026-03-08T07:00:00.000Z");
  });

  it("that the clocks show twice is the first of them", () => {
    expect(instant("2026-11-01", "01:30")).toBe("2026-11-01T05:30:00.000Z");
    expect(instant("2026-11-01", "02:00")).toBe("2026-11-01T07:00:00.000Z");
  });

  it("of 24:00 is the next day's start, also on the days of the change", () => {
    for (const date of ["2026-03-07", "2026-03-08", "2026-11-01", "2026-12-31"]) {
      expect(instant(date, "24:00")).toBe(start(addDays(asLocalDate(date), 1), VENUE_ZONE));
    }
  });

  it("is read back from its instant and never runs backwards, on any day in any zone", () => {
    const zones = fc.constantFrom(VENUE_ZONE, "UTC", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe");
    const minutes = fc.integer({ min: 0, max: 1_438 });
    const clock = (m: number) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), minutes, zones, (days, minute, zone) => {
        const date = addDays(asLocalDate("1990-01-01"), days);
        const at = instantOf(date, clock(minute), zone);
        expect(toLocalDate(at, zone)).toBe(date);
        // Later only where the clocks jumped over it.
        expect(toWallTime(at, zone) >= clock(minute)).toBe(true);
        expect(instantOf(date, clock(minute + 1), zone) >= at).toBe(true);
      }),
    );
  });

  it.each(["9:30", "24:01", "12:60", "0930", ""])("is not %j", (text) => {
    expect(() => instantOf(asLocalDate("2026-01-02"), text, VENUE_ZONE)).toThrow("not a time of day");
  });
});

test("weekdays count from Sunday", () => {
  expect(["2026-11-01", "2026-11-02", "2026-11-07"].map((day) => weekdayOf(asLocalDate(day)))).toEqual([0, 1, 6]);
});
