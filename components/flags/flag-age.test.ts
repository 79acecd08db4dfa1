// The badge that asks whether a flag is still needed.
import { describe, expect, it } from "vitest";
import { isStale } from "./flag-age.ts";

const CHANGED = "2026-01-01T00:00:00.000Z";
const daysLater = (days: number) => Date.parse(CHANGED) + days * 24 * 3_600_000;

describe("a flag", () => {
  it("is stale once it has been fully on or off for more than ninety days", () => {
    expect(isStale({ updatedAt: CHANGED, enabled: true, rolloutBps: 10_000 }, daysLater(91))).toBe(true);
    expect(isStale({ updatedAt: CHANGED, enabled: false, rolloutBps: 2_500 }, daysLater(91))).toBe(true);
    expect(isStale({ updatedAt: CHANGED, enabled: true, rolloutBps: 10_000 }, daysLater(90))).toBe(false);
  });

  it("is never stale while it is being rolled out", () => {
    expect(isStale({ updatedAt: CHANGED, enabled: true, rolloutBps: 2_500 }, daysLater(400))).toBe(false);
  });
});
