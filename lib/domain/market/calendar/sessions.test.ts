/** A day's hours as instants: clocks that change, half days, overrides that win, and the market that never closes. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addDays, asLocalDate, startOfDay, VENUE_ZONE } from "../../shared/local-date.ts";
import {
  alwaysOpen,
  type Calendar,
  calendarFor,
  type DayOverride,
  dayInfo,
  overrideProblem,
  type SessionMode,
  sessionOf,
} from "./sessions.ts";

const NONE: Calendar["overrides"] = new Map();
type Entry = Omit<DayOverride, "day" | "reason">;

function overriding(day: string, entry: Entry): Calendar["overrides"] {
  return new Map([[asLocalDate(day), { ...entry, day: asLocalDate(day), reason: "Storm" }]]);
}

/** Pre-open, open, close and post-close as UTC clock times. */
function hours(day: string, overrides = NONE, mode: SessionMode = "nyse"): string | null {
  const session = sessionOf(asLocalDate(day), overrides, mode);
  if (session === null) return null;
  const { preOpenAt, openAt, closeAt, postCloseAt } = session;
  return [preOpenAt, openAt, closeAt, postCloseAt].map((at) => at.toISOString().slice(5, 16)).join(" ");
}

const info = (day: string, overrides = NONE, mode: SessionMode = "nyse") => dayInfo(asLocalDate(day), overrides, mode);

describe("a session of the exchange", () => {
  it("keeps New York's hours through both changes of clocks", () => {
    expect(hours("2026-03-06")).toBe("03-06T09:00 03-06T14:30 03-06T21:00 03-07T01:00");
    expect(hours("2026-03-09")).toBe("03-09T08:00 03-09T13:30 03-09T20:00 03-10T00:00");
    expect(hours("2026-10-30")).toBe("10-30T08:00 10-30T13:30 10-30T20:00 10-31T00:00");
    expect(hours("2026-11-02")).toBe("11-02T09:00 11-02T14:30 11-02T21:00 11-03T01:00");
  });

  it("closes at 13:00 and ends at 17:00 on a half day", () => {
    expect(hours("2026-11-27")).toBe("11-27T09:00 11-27T14:30 11-27T18:00 11-27T22:00");
    expect(info("2026-11-27")).toMatchObject({ kind: "half", holiday: null, reason: "Day after Thanksgiving" });
  });

  it("does not exist on weekends, holidays and special closures, which are named", () => {
    expect(info("2026-11-28")).toMatchObject({ kind: "closed", session: null, holiday: null, reason: "Weekend" });
    expect(info("2026-11-26")).toMatchObject({ kind: "closed", session: null, holiday: "Thanksgiving Day" });
    expect(info("2025-01-09")).toMatchObject({ kind: "closed", session: null, holiday: "Funeral of Jimmy Carter" });
    expect(info("2026-11-25")).toMatchObject({ kind: "full", holiday: null, reason: null, override: null });
  });

  it("has its auctions at the open and the close", () => {
    const session = sessionOf(asLocalDate("2026-11-27"), NONE, "nyse");
    expect(session?.openingAuctionAt).toEqual(session?.openAt);
    expect(session?.closingAuctionAt).toEqual(session?.closeAt);
  });
});

describe("an override", () => {
  it("closes a trading day, and its reason becomes the holiday", () => {
    const overrides = overriding("2026-11-25", { kind: "closed" });
    expect(info("2026-11-25", overrides)).toMatchObject({ kind: "closed", session: null, holiday: "Storm" });
    expect(info("2026-11-24", overrides).kind).toBe("full");
  });

  it("halves a full day", () => {
    expect(hours("2026-11-25", overriding("2026-11-25", { kind: "half_day" }))).toBe(
      "11-25T09:00 11-25T14:30 11-25T18:00 11-25T22:00",
    );
  });

  it("makes a half day, a holiday and a weekend normal", () => {
    for (const day of ["2026-11-27", "2026-11-26", "2026-11-28"]) {
      expect(info(day, overriding(day, { kind: "normal" }))).toMatchObject({ kind: "full", reason: "Storm" });
    }
  });

  it("sets its own hours: pre-opening never after the open, post-closing never before the close", () => {
    const custom = (entry: Omit<Entry, "kind">) =>
      hours("2026-11-25", overriding("2026-11-25", { kind: "custom", ...entry }));
    expect(custom({ openAt: "11:00" })).toBe("11-25T09:00 11-25T16:00 11-25T21:00 11-26T01:00");
    expect(custom({ closeAt: "15:30" })).toBe("11-25T09:00 11-25T14:30 11-25T20:30 11-25T22:00");
    expect(custom({ openAt: "03:00", closeAt: "24:00" })).toBe("11-25T08:00 11-25T08:00 11-26T05:00 11-26T05:00");
  });

  it.each<[string, Entry & { reason?: string }, string | null]>([
    ["a closed day", { kind: "closed" }, null],
    ["a half day with its own close", { kind: "half_day", closeAt: "14:00" }, null],
    ["a late opening", { kind: "custom", openAt: "11:00" }, null],
    ["a day to midnight", { kind: "custom", closeAt: "24:00" }, null],
    ["a blank reason", { kind: "closed", reason: " " }, "An override needs a reason."],
    ["a closed day with times", { kind: "closed", openAt: "10:00" }, "A closed or normal day takes no times."],
    ["a custom day without times", { kind: "custom" }, "A custom day needs its opening or closing time."],
    ["a time without its zero", { kind: "custom", openAt: "9:30" }, "Times are HH:MM."],
    ["a half day that opens at its close", { kind: "half_day", openAt: "13:00" }, "A day opens before it closes."],
  ])("of %s is checked", (_name, entry, problem) => {
    expect(overrideProblem({ day: asLocalDate("2026-11-25"), reason: "Storm", ...entry })).toBe(problem);
  });
});

describe("the always open market", () => {
  it("trades from midnight to midnight on holidays, weekends and the days of 23 and 25 hours", () => {
    for (const [day, length] of [
      ["2026-12-25", 24],
      ["2026-11-28", 24],
      ["2026-03-08", 23],
      ["2026-11-01", 25],
    ] as const) {
      const session = sessionOf(asLocalDate(day), NONE, "always");
      expect(session?.openAt).toEqual(startOfDay(asLocalDate(day), VENUE_ZONE));
      expect((session?.closeAt.getTime() ?? 0) - (session?.openAt.getTime() ?? 0)).toBe(length * 3_600_000);
    }
    expect(info("2026-12-25", NONE, "always")).toMatchObject({ kind: "full", holiday: null, reason: null });
  });

  it("holds its auctions at 09:30 and 16:00, or at an override's hours", () => {
    const session = sessionOf(asLocalDate("2026-12-25"), NONE, "always");
    expect(session?.openingAuctionAt.toISOString()).toBe("2026-12-25T14:30:00.000Z");
    expect(session?.closingAuctionAt.toISOString()).toBe("2026-12-25T21:00:00.000Z");
    const halved = overriding("2026-12-25", { kind: "half_day" });
    expect(sessionOf(asLocalDate("2026-12-25"), halved, "always")?.closingAuctionAt.toISOString()).toBe(
      "2026-12-25T18:00:00.000Z",
    );
    expect(hours("2026-12-25", halved, "always")).toBe("12-25T05:00 12-25T05:00 12-26T05:00 12-26T05:00");
  });

  it("is shut by an override, crypto's is not", () => {
    const calendar: Calendar = { mode: "always", overrides: overriding("2026-12-25", { kind: "closed" }) };
    expect(info("2026-12-25", calendar.overrides, "always")).toMatchObject({ kind: "closed", holiday: "Storm" });
    expect(calendarFor("us_equity", calendar)).toBe(calendar);
    expect(calendarFor("crypto", calendar)).toBe(alwaysOpen);
  });
});

test("sessions are ordered inside, stay in their day and never overlap", () => {
  const time = fc
    .integer({ min: 0, max: 1_440 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
  const entry = fc.oneof(
    fc.constant(null),
    fc.constantFrom<Entry>({ kind: "closed" }, { kind: "half_day" }, { kind: "normal" }),
    fc.tuple(time, time).map(([openAt, closeAt]): Entry => ({ kind: "custom", openAt, closeAt })),
  );
  const mode = fc.constantFrom<SessionMode>("nyse", "always");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), entry, mode, (days, made, kind) => {
      const day = addDays(asLocalDate("1990-01-01"), days);
      const override = made === null ? null : { ...made, day, reason: "Storm" };
      fc.pre(override === null || overrideProblem(override) === null);
      const overrides = new Map(override === null ? [] : [[day, override]]);
      const session = sessionOf(day, overrides, kind);
      if (session === null) return;
      const { preOpenAt, openAt, closeAt, postCloseAt, openingAuctionAt, closingAuctionAt } = session;
      const midnights = [startOfDay(day, VENUE_ZONE), startOfDay(addDays(day, 1), VENUE_ZONE)] as const;
      for (const inner of [
        [preOpenAt, openAt, closeAt, postCloseAt],
        [openAt, openingAuctionAt, closingAuctionAt, closeAt],
      ]) {
        const times = [midnights[0], ...inner, midnights[1]].map((at) => at.getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
    }),
    { numRuns: 500 },
  );
});
