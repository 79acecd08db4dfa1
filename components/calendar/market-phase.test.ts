// The market's place in its day, as the shell says it.
import { expect, test } from "vitest";
import { type PhaseFigures, phaseText } from "./market-phase.ts";

const FRIDAY_NIGHT: PhaseFigures = {
  mode: "nyse",
  phase: "closed",
  nextOpenAt: "2026-11-23T14:30:00.000Z",
  nextCloseAt: "2026-11-23T21:00:00.000Z",
  venueAt: "2026-11-21T03:00:00.000Z",
};

test("a closed market says when it opens, by the weekday within a week", () => {
  expect(phaseText(FRIDAY_NIGHT)).toBe("Market closed, opens Monday 09:30 New York");
});

test("on the day itself the time is enough, and far off the date is needed", () => {
  expect(phaseText({ ...FRIDAY_NIGHT, phase: "pre", venueAt: "2026-11-23T13:00:00.000Z" })).toBe(
    "Before the open, opens 09:30 New York",
  );
  expect(phaseText({ ...FRIDAY_NIGHT, venueAt: "2026-11-10T13:00:00.000Z" })).toBe(
    "Market closed, opens 23 Nov 09:30 New York",
  );
});

test("an open market says when it closes, half days included", () => {
  const half = { ...FRIDAY_NIGHT, phase: "core", nextCloseAt: "2026-11-27T18:00:00.000Z" } as const;
  expect(phaseText({ ...half, venueAt: "2026-11-27T15:00:00.000Z" })).toBe("Market open, closes 13:00 New York");
});

test("after the close the next open is named", () => {
  expect(phaseText({ ...FRIDAY_NIGHT, phase: "post", venueAt: "2026-11-20T22:00:00.000Z" })).toBe(
    "After the close, opens Monday 09:30 New York",
  );
});

test("a demo that never closes says that it is one", () => {
  expect(phaseText({ ...FRIDAY_NIGHT, mode: "always" })).toBe("Always open (demo)");
});
