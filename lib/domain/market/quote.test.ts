import { describe, expect, it } from "vitest";
import { freshness } from "./quote.ts";

const now = new Date("2026-01-05T15:00:00Z");
const aged = (ms: number) => ({ at: new Date(now.getTime() - ms) });

describe("the freshness of a quote", () => {
  it.each([
    [0, "live"],
    [1_999, "live"],
    [2_000, "delayed"],
    [10_000, "delayed"],
    [10_001, "stale"],
    [-500, "live"],
  ])("at an age of %i ms is %s", (age, expected) => {
    expect(freshness(aged(age), now)).toBe(expected);
  });

  it("is unknown without a quote", () => {
    expect(freshness(null, now)).toBe("unknown");
  });
});
