// The live end of the chart.
import { expect, test } from "vitest";
import { barStart, withLastPrice } from "./live-candles.ts";

const bar = { at: "2026-11-20T15:30:00.000Z", open: "10", high: "11", low: "9.5", close: "10.5", volume: "7" };

test("a price inside the bar moves its close and, beyond them, high and low", () => {
  const at = "2026-11-20T15:30:59.000Z";
  expect(withLastPrice([bar], { last: "10.70", venueAt: at }, "1m")).toEqual([{ ...bar, close: "10.70" }]);
  expect(withLastPrice([bar], { last: "9.40", venueAt: at }, "1m")).toEqual([{ ...bar, close: "9.40", low: "9.40" }]);
  expect(withLastPrice([bar], { last: "100", venueAt: at }, "1m")).toEqual([{ ...bar, close: "100", high: "100" }]);
});

test("a price after the bar begins the next one", () => {
  const next = withLastPrice([bar], { last: "10.7", venueAt: "2026-11-20T15:31:00.200Z" }, "1m");
  expect(next).toHaveLength(2);
  expect(next[1]).toMatchObject({ at: "2026-11-20T15:31:00.000Z", open: "10.7", close: "10.7" });
  expect(withLastPrice([bar], { last: "10.7", venueAt: "2026-11-20T15:31:00.200Z" }, "5m")).toHaveLength(1);
});

test("a price older than the newest bar changes nothing", () => {
  const bars = [bar];
  expect(withLastPrice(bars, { last: "1", venueAt: "2026-11-20T15:29:59.000Z" }, "1m")).toBe(bars);
  expect(withLastPrice([], { last: "1", venueAt: bar.at }, "1m")).toEqual([]);
});

test("bars of an hour begin on the hour", () => {
  expect(barStart("2026-11-20T15:59:59.999Z", "1h")).toBe("2026-11-20T15:00:00.000Z");
  expect(barStart("2026-11-20T15:59:59.999Z", "1D")).toBeNull();
});
