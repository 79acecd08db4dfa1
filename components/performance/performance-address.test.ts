// One view has one address, and what makes no sense in an address is left out.
import { expect, test } from "vitest";
import { isPast, performanceFilter, performanceHref, readPerformancePlace } from "./performance-address.ts";

const TODAY = "2026-11-22";

test("what is as usual is not in the address", () => {
  expect(performanceHref(readPerformancePlace({}))).toBe("/performance");
  expect(performanceHref(readPerformancePlace({ period: "1Y", basis: "gross", method: "lifo" }))).toBe(
    "/performance?period=1Y&basis=gross&method=lifo",
  );
});

test("nonsense is left out", () => {
  const place = readPerformancePlace({
    period: "9Z",
    asOf: "2026-02-30",
    method: "best",
    position: "1",
    explain: "<b>",
  });
  expect(performanceHref(place)).toBe("/performance");
});

test("a first day of one's own is stronger than a period", () => {
  const place = readPerformancePlace({ period: "1M", from: "2025-03-01" });
  expect(performanceFilter("a", place, TODAY).from).toBe("2025-03-01");
  expect(performanceHref(place)).toBe("/performance?from=2025-03-01");
});

test("a period counts back from the day that is looked at", () => {
  const place = readPerformancePlace({ period: "1M", asOf: "2026-10-31" });
  expect(performanceFilter("a", place, TODAY)).toMatchObject({ from: "2026-10-01", asOf: "2026-10-31" });
});

test("today and later is no look at the past, and not asked for", () => {
  const place = readPerformancePlace({ asOf: TODAY });
  expect(performanceFilter("a", place, TODAY).asOf).toBeUndefined();
  expect(isPast(place, TODAY)).toBe(false);
  expect(isPast(readPerformancePlace({ asOf: "2026-11-21" }), TODAY)).toBe(true);
  expect(isPast(readPerformancePlace({ knownOn: TODAY }), TODAY)).toBe(true);
});
