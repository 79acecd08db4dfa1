import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, asLocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "./local-date.ts";

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
