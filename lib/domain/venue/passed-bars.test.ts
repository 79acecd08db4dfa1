/** Which bars a jump of a replay has passed: whole ones with their auctions, parts without, none twice. */
import { describe, expect, it } from "vitest";
import type { Bar } from "../market/bars.ts";
import { alwaysOpen, type Calendar } from "../market/calendar/sessions.ts";
import { dec } from "../shared/decimal.ts";
import { asLocalDate, startOfDay, VENUE_ZONE } from "../shared/local-date.ts";
import { type DailyBar, passedDays } from "./passed-bars.ts";

const nyse: Calendar = { mode: "nyse", overrides: new Map() };

function daily(day: string, differs: Partial<DailyBar> = {}): DailyBar {
  const tradingDay = asLocalDate(day);
  const prices = { open: "100", high: "110", low: "90", close: "105", volume: "3000" };
  const bar: Bar = {
    symbol: "ACME",
    interval: "1d",
    startAt: startOfDay(tradingDay, VENUE_ZONE),
    tradingDay,
    ...prices,
  };
  return { assetId: "a", assetClass: "us_equity", tickSize: dec("0.01"), bar, ...differs };
}

/** Wednesday to Friday after Thanksgiving, a half day. */
const BARS = ["2024-11-26", "2024-11-27", "2024-11-29"].map((day) => daily(day));

function said(from: string, to: string, { calendar = alwaysOpen, bars = BARS } = {}): string[] {
  return passedDays({ from: new Date(from), to: new Date(to), bars, calendar }).flatMap(({ bars: passed }) =>
    passed.map(({ event: { tradingDay, at, bar, openingUntil, closingUntil } }) => {
      const prices = [bar.open, bar.high, bar.low, bar.close, bar.volume].map((price) => price.toFixed()).join(" ");
      const auctions = openingUntil !== null && closingUntil !== null ? "auctions" : "no auction";
      return `${tradingDay} until ${at.toISOString().slice(11, 16)}: ${prices}, ${auctions}`;
    }),
  );
}

const WHOLE = "100 110 90 105 3000, auctions";

describe("between two looks", () => {
  it("bars are passed whole from one opening to another, in order, and each belongs to one jump only", () => {
    expect(said("2024-11-26T14:30:00Z", "2024-11-29T14:30:00Z")).toEqual([
      `2024-11-26 until 21:00: ${WHOLE}`,
      `2024-11-27 until 21:00: ${WHOLE}`,
    ]);
    expect(said("2024-11-29T14:30:00Z", "2024-11-29T21:00:00Z")).toEqual([`2024-11-29 until 21:00: ${WHOLE}`]);
    expect(said("2024-11-29T21:00:00Z", "2024-12-02T14:30:00Z")).toEqual([]);
  });

  it("a day that was joined late or left early counts with what was played of it", () => {
    // Low at a third, high at two thirds: the rest goes from 100 over 110 to 105.
    expect(said("2024-11-26T17:45:00Z", "2024-11-27T15:35:00Z")).toEqual([
      "2024-11-26 until 21:00: 100 110 100 105 1500, no auction",
      "2024-11-27 until 15:35: 100 100 95 95 500, no auction",
    ]);
  });

  it("two looks within a day leave it to their quotes, unless the first was at the very opening", () => {
    expect(said("2024-11-26T15:00:00Z", "2024-11-26T17:00:00Z")).toEqual([]);
    expect(said("2024-11-26T14:30:00Z", "2024-11-26T15:35:00Z")).toEqual([
      "2024-11-26 until 15:35: 100 100 95 95 500, no auction",
    ]);
  });

  it("a half day ends at its own close, and a day on which the exchange is closed has no bar but for coins", () => {
    const bars = [
      daily("2024-11-28"),
      daily("2024-11-28", { assetId: "c", assetClass: "crypto" }),
      daily("2024-11-29"),
    ];
    expect(said("2024-11-27T21:00:00Z", "2024-12-02T14:30:00Z", { calendar: nyse, bars })).toEqual([
      `2024-11-28 until 21:00: ${WHOLE}`,
      `2024-11-29 until 18:00: ${WHOLE}`,
    ]);
  });
});
