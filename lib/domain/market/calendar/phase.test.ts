/** Where an instant stands: the phases' edges, and the session that follows nights, weekends and closures. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { asLocalDate, instantOf, VENUE_ZONE } from "../../shared/local-date.ts";
import { phaseAt, sessionUntil } from "./phase.ts";
import { alwaysOpen, type Calendar } from "./sessions.ts";

const nyse: Calendar = { mode: "nyse", overrides: new Map() };
const ny = (day: string, time: string) => instantOf(asLocalDate(day), time, VENUE_ZONE);
const justBefore = (at: Date) => new Date(at.getTime() - 1);

describe("a full day", () => {
  const day = "2026-11-25";

  it.each([
    ["closed", "00:00", "04:00"],
    ["pre", "04:00", "09:30"],
    ["core", "09:30", "16:00"],
    ["post", "16:00", "20:00"],
  ])("is %s from %s to %s", (phase, from, to) => {
    for (const at of [ny(day, from), justBefore(ny(day, to))]) {
      expect(phaseAt(at, nyse)).toMatchObject({ phase, phaseEndsAt: ny(day, to) });
    }
  });

  it("is closed from 20:00 to the next session's pre-opening, over a holiday", () => {
    expect(phaseAt(ny(day, "20:00"), nyse)).toEqual({
      phase: "closed",
      session: null,
      phaseEndsAt: ny("2026-11-27", "04:00"),
      nextOpenAt: ny("2026-11-27", "09:30"),
      nextCloseAt: ny("2026-11-27", "13:00"),
    });
  });

  it("names the next open and close of core trading after the instant", () => {
    expect(phaseAt(ny(day, "09:29"), nyse)).toMatchObject({
      nextOpenAt: ny(day, "09:30"),
      nextCloseAt: ny(day, "16:00"),
    });
    expect(phaseAt(ny(day, "09:30"), nyse)).toMatchObject({
      nextOpenAt: ny("2026-11-27", "09:30"),
      nextCloseAt: ny(day, "16:00"),
    });
    expect(phaseAt(ny(day, "16:00"), nyse).nextCloseAt).toEqual(ny("2026-11-27", "13:00"));
  });
});

test("a half day is post from 13:00 and closed from 17:00", () => {
  expect(phaseAt(justBefore(ny("2026-11-27", "13:00")), nyse).phase).toBe("core");
  expect(phaseAt(ny("2026-11-27", "13:00"), nyse)).toMatchObject({
    phase: "post",
    phaseEndsAt: ny("2026-11-27", "17:00"),
  });
  expect(phaseAt(ny("2026-11-27", "17:00"), nyse)).toMatchObject({
    phase: "closed",
    phaseEndsAt: ny("2026-11-30", "04:00"),
  });
});

test("the session after a weekend in which the clocks change keeps New York's hours", () => {
  const at = ny("2026-03-08", "12:00");
  expect(phaseAt(at, nyse).nextOpenAt.toISOString()).toBe("2026-03-09T13:30:00.000Z");
});

test("six closed days in a row are crossed", () => {
  expect(sessionUntil("closeAt", ny("2001-09-10", "16:00"), nyse).day).toBe("2001-09-17");
});

test("a session is under way until its end, and from then on the next one is meant", () => {
  expect(sessionUntil("closeAt", ny("2026-11-25", "12:00"), nyse).day).toBe("2026-11-25");
  expect(sessionUntil("closeAt", ny("2026-11-25", "16:00"), nyse).day).toBe("2026-11-27");
  expect(sessionUntil("postCloseAt", ny("2026-11-25", "16:00"), nyse).day).toBe("2026-11-25");
});

test("an override closes the market under way, however many days it has", () => {
  const reason = "Storm";
  const days = Array.from({ length: 60 }, (_, i) =>
    asLocalDate(new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)),
  );
  const calendar: Calendar = {
    mode: "nyse",
    overrides: new Map(days.map((day) => [day, { day, kind: "closed", reason }])),
  };
  expect(phaseAt(ny("2026-01-02", "12:00"), calendar)).toMatchObject({
    phase: "closed",
    nextOpenAt: ny("2026-03-02", "09:30"),
  });
});

test("the always open market is in core at every instant, each day handing over to the next", () => {
  const midnight = ny("2026-12-26", "00:00");
  expect(phaseAt(justBefore(midnight), alwaysOpen)).toMatchObject({
    phase: "core",
    phaseEndsAt: midnight,
    nextCloseAt: midnight,
  });
  expect(phaseAt(midnight, alwaysOpen)).toMatchObject({ phase: "core", phaseEndsAt: ny("2026-12-27", "00:00") });
});

test("a phase holds to its end and not beyond, at any instant", () => {
  const from = Date.parse("1990-01-10T00:00:00Z");
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 110 * 365 * 1_440 }),
      fc.constantFrom(nyse, alwaysOpen),
      (minutes, calendar) => {
        const at = new Date(from + minutes * 60_000);
        const { phase, phaseEndsAt, session, nextOpenAt, nextCloseAt } = phaseAt(at, calendar);
        expect([phaseEndsAt > at, nextOpenAt > at, nextCloseAt > at]).toEqual([true, true, true]);
        expect(phaseAt(justBefore(phaseEndsAt), calendar).phase).toBe(phase);
        if (calendar === nyse) expect(phaseAt(phaseEndsAt, calendar).phase).not.toBe(phase);
        expect(session === null).toBe(phase === "closed");
      },
    ),
  );
});
