/** Windows, expiries and permissions of orders, to the minute at every edge. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { asLocalDate, instantOf, VENUE_ZONE } from "../../shared/local-date.ts";
import {
  type AuctionTimeInForce,
  auctionOf,
  checkWindow,
  expiryOf,
  mayTradeAt,
  type OrderTiming,
} from "./order-window.ts";
import { PHASES } from "./phase.ts";
import type { Calendar } from "./sessions.ts";

const nyse: Calendar = { mode: "nyse", overrides: new Map() };
const always: Calendar = { mode: "always", overrides: new Map() };
const limit: OrderTiming = { timeInForce: "day", type: "limit", extendedHours: false, assetClass: "us_equity" };

/** New York time, as "2026-11-25 09:28". */
function ny(text: string): Date {
  return instantOf(asLocalDate(text.slice(0, 10)), text.slice(11), VENUE_ZONE);
}
const justBefore = (at: Date) => new Date(at.getTime() - 1);

describe("a day order", () => {
  it.each([
    ["before the open", "2026-11-25 03:00", "2026-11-25 16:00"],
    ["in the last minute", "2026-11-25 15:59", "2026-11-25 16:00"],
    ["at the close", "2026-11-25 16:00", "2026-11-27 13:00"],
    ["on a half day", "2026-11-27 12:59", "2026-11-27 13:00"],
    ["after a half day's close", "2026-11-27 13:00", "2026-11-30 16:00"],
    ["on a weekend", "2026-11-28 12:00", "2026-11-30 16:00"],
    ["before a special closure", "2025-01-08 18:00", "2025-01-10 16:00"],
  ])("sent %s ends with its session", (_name, at, end) => {
    expect(expiryOf({ ...limit, at: ny(at), calendar: nyse })).toEqual(ny(end));
  });

  it.each([
    ["2026-11-25 16:00", "2026-11-25 20:00"],
    ["2026-11-25 20:00", "2026-11-27 17:00"],
    ["2026-11-27 16:59", "2026-11-27 17:00"],
    ["2026-11-27 17:00", "2026-11-30 20:00"],
  ])("for extended hours sent at %s ends at %s", (at, end) => {
    expect(expiryOf({ ...limit, extendedHours: true, at: ny(at), calendar: nyse })).toEqual(ny(end));
  });

  it("ends at the venue's midnight in crypto and in the always open market, on long and short days too", () => {
    for (const day of ["2026-11-25", "2026-12-25", "2026-03-08", "2026-11-01"]) {
      const end = ny(`${day} 24:00`);
      for (const extendedHours of [false, true]) {
        const order = { ...limit, extendedHours, at: ny(`${day} 00:00`) };
        expect(expiryOf({ ...order, calendar: always })).toEqual(end);
        expect(expiryOf({ ...order, assetClass: "crypto", at: justBefore(end), calendar: nyse })).toEqual(end);
      }
    }
  });

  it("ends with the first day that is not closed by an override", () => {
    const day = asLocalDate("2026-11-25");
    const overrides = new Map([[day, { day, kind: "closed", reason: "Storm" }]] as const);
    expect(expiryOf({ ...limit, at: ny("2026-11-25 12:00"), calendar: { mode: "nyse", overrides } })).toEqual(
      ny("2026-11-27 13:00"),
    );
    expect(expiryOf({ ...limit, at: ny("2026-11-25 12:00"), calendar: { mode: "always", overrides } })).toEqual(
      ny("2026-11-26 24:00"),
    );
  });
});

test.each(["gtc", "ioc", "fok"] as const)("a %s order has no expiry of its own", (timeInForce) => {
  expect(expiryOf({ ...limit, timeInForce, at: ny("2026-11-25 12:00"), calendar: nyse })).toBe(null);
});

describe("an auction order", () => {
  it.each<[AuctionTimeInForce, string, string]>([
    ["opg", "2026-11-25 09:27", "2026-11-25 09:30"],
    ["opg", "2026-11-25 19:00", "2026-11-27 09:30"],
    ["opg", "2026-11-28 12:00", "2026-11-30 09:30"],
    ["cls", "2026-11-25 04:00", "2026-11-25 16:00"],
    ["cls", "2026-11-25 15:49", "2026-11-25 16:00"],
    ["cls", "2026-11-25 19:00", "2026-11-27 13:00"],
    ["cls", "2026-11-27 12:49", "2026-11-27 13:00"],
    ["cls", "2026-11-27 19:00", "2026-11-30 16:00"],
  ])("%s sent at %s is for the auction of %s and ends a minute after it", (timeInForce, at, auction) => {
    expect(auctionOf(timeInForce, ny(at), nyse)).toEqual(ny(auction));
    const end = new Date(ny(auction).getTime() + 60_000);
    expect(expiryOf({ ...limit, timeInForce, at: ny(at), calendar: nyse })).toEqual(end);
    expect(checkWindow({ ...limit, timeInForce, at: ny(at), calendar: nyse })).toBe(null);
  });

  it.each<[AuctionTimeInForce, string, string]>([
    ["opg", "2026-11-25", "09:28"],
    ["cls", "2026-11-25", "15:50"],
    ["opg", "2026-11-27", "09:28"],
    ["cls", "2026-11-27", "12:50"],
  ])("%s is refused on %s from %s to 19:00", (timeInForce, day, from) => {
    const check = (at: Date) => checkWindow({ ...limit, timeInForce, at, calendar: nyse });
    const opensAt = ny(`${day} 19:00`);
    const refusal = { code: `${timeInForce}_window`, opensAt, message: expect.stringContaining(`before ${from} and`) };
    expect(check(justBefore(ny(`${day} ${from}`)))).toBe(null);
    expect(check(ny(`${day} ${from}`))).toEqual(refusal);
    expect(check(justBefore(opensAt))).toEqual(refusal);
    expect(check(opensAt)).toBe(null);
  });

  it("may be sent at any time on a day without trading", () => {
    for (const day of ["2026-11-26", "2026-11-28"]) {
      for (const timeInForce of ["opg", "cls"] as const) {
        expect(checkWindow({ ...limit, timeInForce, at: ny(`${day} 12:00`), calendar: nyse })).toBe(null);
      }
    }
  });

  it.each<[AuctionTimeInForce, string, string]>([
    ["opg", "2026-11-28 09:29", "2026-11-28 09:30"],
    ["opg", "2026-11-28 09:30", "2026-11-29 09:30"],
    ["cls", "2026-11-28 15:59", "2026-11-28 16:00"],
    ["cls", "2026-11-28 16:00", "2026-11-29 16:00"],
  ])("%s in the always open market, sent at %s, is for the next auction, %s", (timeInForce, at, auction) => {
    expect(checkWindow({ ...limit, timeInForce, at: ny(at), calendar: always })).toBe(null);
    expect(auctionOf(timeInForce, ny(at), always)).toEqual(ny(auction));
  });
});

describe("an order that cannot wait", () => {
  const check = (
    timeInForce: "ioc" | "fok",
    at: Date,
    calendar = nyse,
    assetClass: "us_equity" | "crypto" = "us_equity",
  ) => checkWindow({ ...limit, timeInForce, at, calendar, assetClass });

  it.each(["ioc", "fok"] as const)("%s is refused outside core trading, saying when it opens", (timeInForce) => {
    const open = ny("2026-11-25 09:30");
    const refusal = { code: "market_closed", opensAt: open, message: expect.stringContaining("closed") };
    expect(check(timeInForce, justBefore(open))).toEqual(refusal);
    expect(check(timeInForce, open)).toBe(null);
    expect(check(timeInForce, justBefore(ny("2026-11-25 16:00")))).toBe(null);
    expect(check(timeInForce, ny("2026-11-25 16:00"))?.opensAt).toEqual(ny("2026-11-27 09:30"));
    expect(check(timeInForce, ny("2026-11-26 12:00"))?.opensAt).toEqual(ny("2026-11-27 09:30"));
  });

  it("is taken at any time in crypto and in the always open market", () => {
    expect(check("ioc", ny("2026-12-25 03:00"), nyse, "crypto")).toBe(null);
    expect(check("fok", ny("2026-12-25 03:00"), always)).toBe(null);
  });

  it("is refused where an override has shut the always open market", () => {
    const day = asLocalDate("2026-12-25");
    const calendar: Calendar = {
      mode: "always",
      overrides: new Map([[day, { day, kind: "closed", reason: "Storm" }]]),
    };
    expect(check("ioc", ny("2026-12-25 12:00"), calendar)).toMatchObject({ opensAt: ny("2026-12-26 00:00") });
  });
});

test.each(["day", "gtc"] as const)("a %s order may be sent at any time: it waits", (timeInForce) => {
  for (const at of ["2026-11-25 12:00", "2026-11-25 23:00", "2026-11-26 12:00"]) {
    expect(checkWindow({ ...limit, timeInForce, type: "market", at: ny(at), calendar: nyse })).toBe(null);
  }
});

describe("continuous trading", () => {
  const phases = (order: Partial<OrderTiming>) =>
    PHASES.filter((phase) => mayTradeAt({ ...limit, ...order }, phase)).join(" ");

  it.each<[string, Partial<OrderTiming>, string]>([
    ["a regular limit", {}, "core"],
    ["a market order", { type: "market" }, "core"],
    ["a stop", { type: "stop", timeInForce: "gtc" }, "core"],
    ["an extended-hours limit for the day", { extendedHours: true }, "pre core post"],
    ["an extended-hours limit until canceled", { extendedHours: true, timeInForce: "gtc" }, "pre core post"],
    ["a market order that asks for extended hours", { extendedHours: true, type: "market" }, "core"],
    ["a stop limit that asks for extended hours", { extendedHours: true, type: "stop_limit" }, "core"],
    ["an immediate order that asks for extended hours", { extendedHours: true, timeInForce: "ioc" }, "core"],
    ["an opening auction's order", { timeInForce: "opg" }, ""],
    ["a closing auction's order", { timeInForce: "cls", extendedHours: true }, ""],
    ["crypto", { assetClass: "crypto", type: "market" }, "closed pre core post"],
  ])("fills %s in the phases that are its own", (_name, order, expected) => {
    expect(phases(order)).toBe(expected);
  });
});

test("an expiry is always after the order, and an order in time for its auction ends after it", () => {
  const from = Date.parse("1990-01-10T00:00:00Z");
  const timeInForce = fc.constantFrom("day", "opg", "cls" as const);
  const assetClass = fc.constantFrom("us_equity", "crypto" as const);
  const args = [
    fc.integer({ min: 0, max: 110 * 365 * 1_440 }),
    timeInForce,
    assetClass,
    fc.constantFrom(nyse, always),
  ] as const;
  fc.assert(
    fc.property(...args, fc.boolean(), (minutes, tif, asset, calendar, extendedHours) => {
      const at = new Date(from + minutes * 60_000);
      const expiry = expiryOf({ timeInForce: tif, extendedHours, assetClass: asset, at, calendar });
      expect(expiry !== null && expiry > at).toBe(true);
      if (tif !== "day") expect(auctionOf(tif, at, calendar) > at).toBe(true);
    }),
  );
});
